"""The small forms of an invoice's page: what its credit note does, and what a returned draft needs."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.approvals.commands import return_draft
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits import commands as credit
from moment_ui.domain.drafts.errors import DraftChanged
from moment_ui.domain.drafts.queries import customers_for_drafts
from moment_ui.reports.invoices.draft_page import left_behind
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.invoices.invoice import InvoiceState
from moment_ui.state.paths import base_of, id_after

WAYS = ("credit", "move")
BACK = ("no", "yes")


class CreditState(FormState, AppState, rx.State):
    """A credit note for an invoice: for it alone, or with its project moved to another customer."""

    form_name: ClassVar[str] = "credit"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS, Permission.CREATE_INVOICES}
    )

    way: rx.Field[str] = rx.field("credit")
    customers: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    left_behind: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _invoice_id: int = 0

    @rx.event
    async def start(self) -> None:
        """Ask what the credit note of the invoice in the address shall do."""
        self._begin(id_after(self.router.url.path, "invoices") or 0)

    @rx.event
    async def start_for(self, invoice_id: int) -> None:
        """The same for an invoice of a list."""
        self._begin(check.row_id(invoice_id))

    @rx.event
    async def choose(self, way: str) -> None:
        """Show what belongs to the way chosen."""
        self.way = check.one_of(way, WAYS)
        if self.way == "move":
            await self.find("")
            base = f"{base_of(self.router.url.path)}/finances/invoices"
            found = await self._read(left_behind, self._invoice_id)
            self.left_behind = [(f"{base}/{key}", text) for key, text in found]

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the customers whose name or number holds the text."""
        found = await self._read(customers_for_drafts, check.text(text))
        self.customers = [(str(key), name) for key, name in found]

    def _begin(self, invoice_id: int) -> None:
        self._invoice_id, self.way = invoice_id, "credit"
        self._open({"way": "credit", "back": "no", "customer_id": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("way", "back", "customer_id")

    async def _save(self, texts: dict[str, str]) -> Events:
        if check.one_of(texts["way"] or "credit", WAYS) == "move":
            made = await self._write(_moved, self._invoice_id, _chosen(texts), self._confirmed)
            said = _(
                "The project is moved. The copy of the invoice is a draft for the new customer."
            )
            if stayed := len(self.left_behind):
                said += " " + plural(
                    "{count} other draft of the project stays with the old customer.",
                    "{count} other drafts of the project stay with the old customer.",
                    stayed,
                )
            await tell(self, "success", said)
        else:
            back = check.one_of(texts["back"] or "no", BACK) == "yes"
            made = await self._write(_credited, self._invoice_id, back, self._confirmed)
        self._shut()
        return [rx.redirect(f"{base_of(self.router.url.path)}/finances/invoices/{made}")]


class ReturnDraftState(FormState, AppState, rx.State):
    """Why a draft is returned."""

    form_name: ClassVar[str] = "return"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    _seen: Seen = Seen(0, 0)

    @rx.event
    async def start(self) -> None:
        """Ask for the reason; it is about the draft as the page shows it now."""
        page = await self.get_state(InvoiceState)
        self._seen = self._shown_by(page)
        self._open({"note": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("note",)

    async def _save(self, texts: dict[str, Any]) -> Events:
        try:
            await self._write(return_draft, self._seen, texts["note"])
        except DraftChanged as changed:
            self.errors, self.problem = {}, changed.message
            return await self._look_anew()
        self._shut()
        return [InvoiceState.reload]

    async def _look_anew(self) -> Events:
        page = await self.get_state(InvoiceState)
        redrawn: Events = await page._show()  # noqa: SLF001 - not for browsers
        self._seen = self._shown_by(page)
        return redrawn

    def _shown_by(self, page: InvoiceState) -> Seen:
        return Seen(id_after(self.router.url.path, "invoices") or 0, page.shown.version)


def _credited(work: Work, invoice_id: int, back: bool, confirmed: frozenset[str]) -> int:  # noqa: FBT001
    return credit.credit_invoice(work, invoice_id, gives_back=back, confirmed=confirmed)


def _moved(work: Work, invoice_id: int, customer_id: int, confirmed: frozenset[str]) -> int:
    """Move to another customer; returns the credit note's id."""
    return credit.credit_and_move(work, invoice_id, customer_id, confirmed=confirmed).note_id


def _chosen(texts: dict[str, str]) -> int:
    if not texts["customer_id"]:
        raise Invalid(customer_id=_("Choose a customer."))
    return check.row_id(texts["customer_id"])
