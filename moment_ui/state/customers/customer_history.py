"""The drawer with a customer's changes: all of them or one field's, and the way back to a value."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, Conflict, Invalid, NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.customers.draft import FIELD_LABELS
from moment_ui.domain.customers.one_field import (
    FIELDS,
    Earlier,
    FieldEdit,
    FieldSaved,
    earlier_value,
    edit_field,
    undo_edit,
)
from moment_ui.reports.customers.history import FIELD_CHOICES, ChangeLine, history, shown_value
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.paths import id_after
from moment_ui.state.undoing import undoing

SHOWN = tuple(key for key, _label in FIELD_CHOICES)


@dataclass
class WayBack:
    """What a restore would do; `place` is the change and field it was asked for at."""

    place: str = ""
    label: str = ""
    now: str = ""
    then: str = ""
    problem: str = ""
    question: str = ""


class CustomerHistoryState(AppState, rx.State):
    """Who changed what in the customer in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})

    opened: rx.Field[bool] = rx.field(default=False)
    lines: rx.Field[list[ChangeLine]] = rx.field(default_factory=list)
    field: rx.Field[str] = rx.field("")
    back: rx.Field[WayBack] = rx.field(default_factory=WayBack)
    _customer_id: int = 0
    _earlier: Earlier | None = None
    _asked: str = ""
    _undo: FieldSaved | None = None

    @rx.event
    async def start(self) -> None:
        """Read the changes and open the drawer."""
        await self._show("")

    @rx.event
    async def show_field(self, key: str) -> None:
        """Open the drawer with the changes of one field."""
        await self._show(check.one_of(key, SHOWN))

    @rx.event
    async def set_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The drawer's own way to close."""
        self.opened = check.flag(opened) and self.opened

    @rx.event
    @requires(Permission.EDIT_CUSTOMERS)
    async def ask(self, change_id: int, key: str) -> None:
        """Show what putting a value back would do; nothing is changed yet."""
        wanted, key = check.row_id(change_id), check.one_of(key, FIELDS)
        found = await self._read(earlier_value, self._customer_id, wanted, key)
        self._earlier, self._asked = found, ""
        self.back = WayBack(
            f"{wanted}-{key}",
            FIELD_LABELS[key],
            shown_value(key, found.now),
            shown_value(key, found.then),
        )

    @rx.event
    async def take_back(self) -> None:
        """Leave the value as it is."""
        self._forget()

    @rx.event
    @requires(Permission.EDIT_CUSTOMERS)
    async def restore(self) -> Any:
        """Put the value back that the preview shows. A second click puts nothing back."""
        found = self._earlier
        if found is None or not self.opened:
            return None
        edit = FieldEdit(self._customer_id, found.version, found.key, found.then)
        confirmed = frozenset(filter(None, (self._asked,)))
        try:
            saved = await self._write(edit_field, edit, confirmed=confirmed)
        except NeedsConfirmation as asked:
            self._asked, self.back.question = asked.key, asked.question
            return None
        except (Invalid, Conflict) as refused:
            await self._show(self.field)  # as it is by now
            self.back = WayBack(problem=said(refused))
            return None
        self._undo = saved
        text = _("{field} is {value} again.").format(
            field=FIELD_LABELS[saved.key], value=shown_value(saved.key, saved.after) or _("empty")
        )
        await tell(self, "success", text, CustomerHistoryState.undo_restore)
        await self._show(self.field)
        return CustomerProfileState.reload

    @rx.event
    @requires(Permission.EDIT_CUSTOMERS)
    async def undo_restore(self) -> Any:
        """Undo the last restore, unless somebody has changed the customer since."""
        if (saved := self._undo) is None:
            return None
        async with undoing(self, CustomerHistoryState.undo_restore):
            await self._write(undo_edit, saved)
            self._undo = None
        if self.opened and self._customer_id == self._in_address():
            await self._show(self.field)
        return CustomerProfileState.reload

    def _in_address(self) -> int:
        return id_after(self.router.url.path, "customers") or 0

    async def _show(self, key: str) -> None:
        self._customer_id = self._in_address()
        self._forget()
        self.field = key
        self.lines = await self._read(history, self._customer_id, key)
        self.opened = True

    def _forget(self) -> None:
        self.back, self._earlier, self._asked = WayBack(), None, ""


def said(refused: AppError) -> str:
    """Why something was not saved, in a sentence or a few."""
    if not isinstance(refused, Invalid):
        return refused.message
    return " ".join(f"{FIELD_LABELS.get(key, key)}: {why}" for key, why in refused.fields.items())
