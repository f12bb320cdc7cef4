"""The dialog that changes a planned payment in To be invoiced."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.writing import writer
from moment_ui.domain.billing.queries import payment_to_change
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.price_models.plan import edit_payment
from moment_ui.domain.price_models.rules import read_payment
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events, FormState


class DuePaymentState(FormState, AppState, rx.State):
    """A planned payment that is moved forward, or invoiced at another amount."""

    form_name: ClassVar[str] = "due-payment"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {
            Permission.VIEW_PROJECTS,
            Permission.VIEW_RATES,
            Permission.CREATE_INVOICES,
            Permission.EDIT_INVOICING,
        }
    )

    _seen: Seen = Seen(0, 0)
    _kept: dict[str, str] = {}

    @rx.event
    async def start(self, payment_id: int) -> None:
        """Open the dialog with the payment as it is planned now."""
        row = await self._read(payment_to_change, check.row_id(payment_id))
        actor = self._actor()
        write = writer(actor.locale, actor.timezone)
        self._seen = Seen(row.key, row.version)
        self._kept = {"activity_id": str(row.activity_id or "")}
        self._open(
            {
                "text": row.text,
                "amount": write.exact(row.amount, 2),
                "due_on": write.day(row.due_on),
            }
        )

    def _fields(self) -> tuple[str, ...]:
        return ("text", "amount", "due_on")

    async def _save(self, texts: dict[str, str]) -> Events:
        await self._write(edit_payment, self._seen, read_payment(texts | self._kept))
        self._shut()
        return []
