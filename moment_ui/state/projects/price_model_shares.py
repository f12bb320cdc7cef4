"""Who pays for a price model: customers with percentages that come to a hundred."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.price_models import rules, shares
from moment_ui.domain.price_models.rules import Share, Split
from moment_ui.models.price_model import SplitBy
from moment_ui.reports.projects.price_model_view import PayerLine
from moment_ui.reports.projects.price_models import SPLITS
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.form import Events
from moment_ui.state.projects.price_model_forms import EDIT, OfProject
from moment_ui.state.projects.price_models import PriceModelsState, card_in
from moment_ui.state.undoing import undoing

MOST = 20


class PriceModelSharesState(OfProject, AppState, rx.State):
    """The customers that pay a price model."""

    form_name: ClassVar[str] = "shares"
    needs: ClassVar[frozenset[Permission]] = EDIT | {Permission.VIEW_CUSTOMERS}

    payers: rx.Field[list[PayerLine]] = rx.field(default_factory=list)
    found: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    splits: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _seen: Seen | None = None
    _undo: tuple[Seen, Split] | None = None

    @rx.event
    async def begin(self, model_id: int) -> None:
        """Open the form with who pays now; at first the project's customer alone."""
        card = card_in((await self._page()).view, check.row_id(model_id))
        self._seen = Seen(card.id, card.version)
        self.payers = list(card.payers)
        if not self.payers:
            own = await self._read(shares.own_customer, card.id)
            self.payers = [PayerLine(own[0], own[1], "100")] if own else []
        self.splits = [(one.value, word) for one, word in SPLITS.items()]
        await self._find("")
        self._open(self._starts() | {"split_by": card.split_by})

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the customers whose number or name holds the text."""
        await self._find(check.text(text))

    @rx.event
    async def add(self, customer_id: str) -> None:
        """Let a customer that was found pay too."""
        key = check.text(customer_id)
        name = dict(self.found).get(key, "")
        if name and int(key) not in {one.customer_id for one in self.payers}:
            if len(self.payers) >= MOST:
                raise check.BadArgument
            self.payers = [*self.payers, PayerLine(int(key), name, "")]
            self.values = self.values | {f"percent-{key}": ""}

    @rx.event
    async def leave_out(self, customer_id: int) -> None:
        """Let a customer pay nothing."""
        key = check.row_id(customer_id)
        self.payers = [one for one in self.payers if one.customer_id != key]

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def undo(self) -> Any:
        """Let those pay again who did before."""
        if self._undo is None:
            return None
        seen, before = self._undo
        shown = {card.id: card.version for card in (await self._page()).view.models}
        here = self._project_id() and seen.row_id in shown
        seen = Seen(seen.row_id, shown.get(seen.row_id, seen.version))
        async with undoing(self, PriceModelSharesState.undo):
            await self._write(shares.split_model, seen, before)
            self._undo = None
            await tell(self, "success", _("Those pay again who did before."))
        return PriceModelsState.reload if here else None

    async def _find(self, text: str) -> None:
        found = await self._read(shares.candidates, text)
        self.found = [(str(key), name) for key, name in found]

    def _starts(self) -> dict[str, str]:
        return {f"percent-{one.customer_id}": one.percent for one in self.payers}

    def _fields(self) -> tuple[str, ...]:
        return ("split_by", "customer_id", *self._starts())

    async def _check_field(self, key: str, text: str) -> str:
        if not key.startswith("percent-"):
            return ""
        form = fields.Reading({key: text})
        form.read(key, rules.percent)
        return form.errors.get(key, "")

    async def _save(self, texts: dict[str, str]) -> Events:
        if self._seen is None:
            raise check.BadArgument
        before = await self._write(shares.split_model, self._seen, self._split(texts))
        self._undo = Seen(self._seen.row_id, self._seen.version + 1), before
        self._shut()
        await tell(self, "success", _("Who pays is saved."), PriceModelSharesState.undo)
        return [PriceModelsState.reload]

    def _refuse(self, messages: Mapping[str, str]) -> Events:
        """The summary of errors leads to shares; the cursor cannot be put into a row from here."""
        events = super()._refuse(messages)
        return [] if next(iter(self.errors), "").startswith("percent-") else events

    def _split(self, texts: dict[str, str]) -> Split:
        """What was typed. One customer with everything is a share like any other. Raises Invalid."""
        form = fields.Reading(texts)
        by = form.read("split_by", _split_by) or SplitBy.PERCENT
        found = [
            Share(
                one.customer_id,
                form.read(f"percent-{one.customer_id}", rules.percent) or Decimal(0),
            )
            for one in self.payers
        ]
        form.finish()
        if any(not share.percent for share in found):
            raise Invalid(
                **{
                    f"percent-{share.customer_id}": _("Write a share, or leave the customer out.")
                    for share in found
                    if not share.percent
                }
            )
        return Split(by, tuple(found))


def _split_by(text: str) -> SplitBy:
    try:
        return SplitBy(text)
    except ValueError:
        raise Unfit(_("Choose one of the list.")) from None
