"""What is ticked of a project's sheet, with the amounts and payers chosen, while the sheet changes."""

from collections.abc import Collection
from decimal import Decimal

import reflex as rx

from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.fields import Unfit
from moment_ui.reports.billing.billing_view import BillingSheetView, ItemLine
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState

MONEY = Bounds(Decimal(0), Decimal(10) ** 9, 2)


class BillingTicks(AppState, mixin=True):
    """A mixin: the rows of a sheet, each ticked or not, and what was typed in them."""

    view: rx.Field[BillingSheetView] = rx.field(default_factory=BillingSheetView)
    ticked: rx.Field[list[str]] = rx.field(default_factory=list)
    ticked_kinds: rx.Field[list[str]] = rx.field(default_factory=list)
    amounts: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    payers: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    async def tick(self, key: str, ticked: bool) -> None:  # noqa: FBT001 - a box calls it so
        """Tick an item, or take the tick away."""
        key, yes = check.one_of(key, self._keys()), check.flag(ticked)
        others = [one for one in self.ticked if one != key]
        self._tick([*others, key] if yes else others)

    @rx.event
    async def tick_kind(self, kind: str, ticked: bool) -> None:  # noqa: FBT001 - a box calls it so
        """Tick everything of a kind, or nothing of it."""
        keys = [item.key for one in self.view.kinds if one.kind == kind for item in one.rows]
        others = [key for key in self.ticked if key not in keys]
        self._tick([*others, *keys] if check.flag(ticked) else others)

    @rx.event
    async def set_amount(self, key: str, text: str) -> None:
        """Invoice another amount of a price than is proposed."""
        key, typed = check.one_of(key, self._keys()), check.text(text, 40)
        try:
            amount = decimal(typed, MONEY)
        except Unfit as unfit:
            self.errors = {**self.errors, key: unfit.message}
            return
        self.errors = without(self.errors, {key})
        self.amounts = {**self.amounts, key: str(amount)}
        others = [one for one in self.ticked if one != key]
        self._tick([*others, key] if amount else others)

    @rx.event
    async def set_payer(self, key: str, customer_id: str) -> None:
        """Let one of the customers that share a price model pay for an item."""
        key = check.one_of(key, self._keys())
        self.payers = {**self.payers, key: str(check.row_id(customer_id))}

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _put_with_new(self, view: BillingSheetView) -> None:
        """Show what was read, with what was not there before ticked."""
        known = set(self._keys())
        self._put(view)
        self._tick([*self.ticked, *(key for key in _due(view) if key not in known)])

    def _put(self, view: BillingSheetView) -> None:
        """Show what was read; what was typed goes where its field is drawn anew, or is gone."""
        before, now = ({item.key: item for item in _items(one)} for one in (self.view, view))
        same = {key for key, item in now.items() if key in before and _alike(item, before[key])}
        anew = before.keys() - same
        self.amounts, self.errors = without(self.amounts, anew), without(self.errors, anew)
        self.payers = {
            key: payer
            for key, payer in self.payers.items()
            if key in now and payer in dict(now[key].payers)
        }
        self.view = view
        known = set(self._keys())
        self._tick([key for key in self.ticked if key in known])

    def _tick(self, keys: list[str]) -> None:
        """Tick these; a kind counts as ticked when all of it is."""
        self.ticked, chosen = keys, set(keys)
        self.ticked_kinds = [
            kind.kind for kind in self.view.kinds if all(item.key in chosen for item in kind.rows)
        ]

    def _keys(self) -> tuple[str, ...]:
        return tuple(item.key for item in (*_items(self.view), *self.view.later))


def _items(view: BillingSheetView) -> list[ItemLine]:
    return [item for kind in view.kinds for item in kind.rows]


def _alike(one: ItemLine, other: ItemLine) -> bool:
    """Whether the field of an amount stays as it is drawn."""
    return (one.typed, one.free) == (other.typed, other.free)


def without(kept: dict[str, str], keys: Collection[str]) -> dict[str, str]:
    """What is kept by key, less some keys."""
    return {key: text for key, text in kept.items() if key not in keys}


def _due(view: BillingSheetView) -> list[str]:
    """What begins ticked: everything that comes to something."""
    return [item.key for item in _items(view) if not item.nought]
