"""What a draft's page says of partners' hours that are not settled, and where both sides are compared."""

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.hours_control.queries import is_shared
from moment_ui.domain.hours_control.reconciled import Unsettled, unsettled_on
from moment_ui.reports.filters import write_value
from moment_ui.reports.invoices.draft_view import UnsettledView


def unsettled_view(work: Work, invoice_id: int) -> list[UnsettledView]:
    """Partners' hours on the draft that do not agree or are not signed off, with their hours control."""
    may = work.actor.may(Permission.CONTROL_HOURS)

    def row(one: Unsettled) -> UnsettledView:
        path = f"/projects/{one.project_id}/hours-control?period={write_value(one.period)}"
        return UnsettledView(one.said(), path if may and is_shared(work, one.project_id) else "")

    return [row(one) for one in unsettled_on(work, invoice_id)]
