"""The e-invoice of one invoice: what stands in its way, checked by the official rules at hand."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, NotFound
from moment_ui.core.words import _
from moment_ui.db.pool import by_post, in_workshop
from moment_ui.domain.edelivery.delivering import read_receipts
from moment_ui.domain.einvoices.queries import Readied, is_issued, readied
from moment_ui.formats.einvoice_check import CannotCheck
from moment_ui.mail.access_point import access_point
from moment_ui.reports.invoices.einvoice_view import FindingView, findings_of, judged
from moment_ui.state.base import AppState
from moment_ui.state.caller import fresh_actor
from moment_ui.state.invoices.invoice import InvoiceState
from moment_ui.state.paths import base_of, id_after


@dataclass
class EInvoiceView:
    """What the card says after a check."""

    checked: bool = False
    passed: bool = False
    stops: bool = False
    rules: str = ""
    problem: str = ""
    findings: list[FindingView] = field(default_factory=list[FindingView])
    attached: str = ""


class EInvoiceState(AppState, rx.State):
    """The e-invoice of the invoice in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    base: rx.Field[str] = rx.field("")
    link: rx.Field[str] = rx.field("")
    busy: rx.Field[bool] = rx.field(default=False)
    shown: rx.Field[EInvoiceView] = rx.field(default_factory=EInvoiceView)

    @rx.event
    async def load(self) -> Any:
        """Forget the check of another invoice, and look for what the network has answered."""
        path = self.router.url.path
        invoice_id = id_after(path, "invoices") or 0
        self.base = base_of(path)
        issued = await self._read(is_issued, invoice_id)
        self.link = f"/api/invoices{self.base}/{invoice_id}.xml" if issued else ""
        self.busy, self.shown = False, EInvoiceView()
        if (
            issued
            and access_point() is not None
            and await by_post(read_receipts, await fresh_actor())
        ):
            return InvoiceState.load
        return None

    @rx.event
    async def check(self) -> Any:
        """Make the e-invoice and hold it to the rules."""
        invoice_id = id_after(self.router.url.path, "invoices")
        if invoice_id is None:
            raise NotFound(_("The invoice"))
        self.busy = True
        yield
        try:
            found = await self._read(readied, invoice_id)
            self.shown = await in_workshop(_looked_at, found)
        except AppError as error:
            self.shown = EInvoiceView(checked=True, problem=error.message)
        finally:
            self.busy = False


def _looked_at(found: Readied) -> EInvoiceView:
    try:
        made, verdict = judged(found)
    except CannotCheck:
        text = _("The official rules could not be run. Try again, or tell an administrator.")
        return EInvoiceView(checked=True, problem=text, findings=findings_of(found))
    findings = findings_of(found, made, verdict)
    stops = any(each.stops for each in findings)
    return EInvoiceView(
        checked=True,
        passed=not stops,
        stops=stops,
        rules=verdict.rule_set,
        findings=findings,
        attached=", ".join(made.attached),
    )
