"""The strip above a project's board: all hours, own and partners', this week against last."""

import datetime as dt
from collections.abc import Iterable

from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer
from moment_ui.domain.hours.board import A_WEEK, Board, Written, monday_of
from moment_ui.reports.hours.board_view import Summary
from moment_ui.reports.hours.figures import in_budget, number_of


def summary_of(found: Board, write: Writer) -> Summary:
    """The figures of a board's strip."""
    own = [each for each in found.written if not each.company_id]
    partners = [each for each in found.written if each.company_id]
    own_minutes, partner_minutes = (sum(each.minutes for each in rows) for rows in (own, partners))
    total = own_minutes + partner_minutes
    this = sum(each.this_week for each in found.written)
    last = sum(each.last_week for each in found.written)
    whole = max(total, found.budget_minutes or total, 1)
    return Summary(
        total=number_of(total, write),
        of_budget=_of_budget(total, found.budget_minutes, write),
        own_part=f"{100 * own_minutes / whole:.1f}%",
        partner_part=f"{100 * partner_minutes / whole:.1f}%",
        over=bool(found.budget_minutes) and total > (found.budget_minutes or 0),
        own=number_of(own_minutes, write),
        own_share=_share(own_minutes, total),
        own_people=plural(
            "{count} co-worker", "{count} co-workers", len({each.co_worker_id for each in own})
        ),
        partners=number_of(partner_minutes, write),
        partners_share=_share(partner_minutes, total),
        by_partner=_by_partner(partners, write),
        week=number_of(this, write),
        against_last=_against(this - last, found.today, write),
        direction="up" if this > last else "down" if this < last else "",
    )


def _of_budget(total: int, budget: int | None, write: Writer) -> str:
    if not budget:
        return _("h, no budget")
    if total > budget:
        text = _("{percent} % of {hours} h")
        return text.format(percent=100 * total // budget, hours=in_budget(budget, write))
    return _("of {hours} h").format(hours=in_budget(budget, write))


def _share(part: int, total: int) -> str:
    return _("h, {percent} %").format(percent=round(100 * part / total)) if total else _("h")


def _by_partner(partners: Iterable[Written], write: Writer) -> str:
    sums: dict[str, int] = {}
    for each in partners:
        sums[each.company] = sums.get(each.company, 0) + each.minutes
    named = sorted(sums.items(), key=lambda pair: -pair[1])
    return ", ".join(f"{name} {number_of(minutes, write)}" for name, minutes in named)


def _against(difference: int, today: dt.date, write: Writer) -> str:
    week = (monday_of(today) - A_WEEK).isocalendar().week
    if not difference:
        return _("as much as week {week}").format(week=week)
    text = (
        _("{hours} over week {week}") if difference > 0 else _("{hours} under week {week} so far")
    )
    return text.format(hours=number_of(abs(difference), write), week=week)
