"""Project → Price models: the cards, their order, what is put aside and removed."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.price_models import commands, plan, products, removing
from moment_ui.reports.projects.price_model_view import ModelCard, PriceModelsView
from moment_ui.reports.projects.price_models import price_models_page
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, shown_or_failed, tell
from moment_ui.state.paths import base_of, id_after
from moment_ui.state.undoing import undoing

TOPICS = ("price-models", "projects", "rates", "invoices", "customers")
Removed = removing.RemovedModel | plan.RemovedPayment | products.RemovedProduct


class PriceModelsState(AppState, rx.State):
    """The price models of the project in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.VIEW_RATES}
    )

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    view: rx.Field[PriceModelsView] = rx.field(default_factory=PriceModelsView)
    _removed: Removed | None = None
    _aside: int = 0

    @rx.event
    async def load(self) -> None:
        """Read the price models of the project that the address names."""
        self.company = base_of(self.router.url.path)
        with shown_or_failed(self):
            await self._reread()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes; after `load`."""
        begun = self._whose(), self.router.url.path
        async for _change in self._news(*TOPICS):
            async with self:
                here = self._whose(), self.router.url.path
                if here == begun and self.phase == "ready":
                    await self._reread()

    @rx.event
    async def reload(self) -> None:
        """Read again: something has just been changed."""
        await self._reread()

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def move(self, model_id: int, by: int) -> None:
        """Move a price model up (−1) or down (1)."""
        await self._write(commands.move_model, check.row_id(model_id), check.whole(by, -1, 1))
        await self._reread()

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def put_aside(self, model_id: int) -> None:
        """Bill nothing new by a price model; the message can take it back."""
        key = check.row_id(model_id)
        name = await self._write(commands.set_model_active, key, active=False)
        self._aside = key
        await self._reread()
        text = _("{name} is put aside: nothing new is billed by it.").format(name=name)
        await tell(self, "success", text, PriceModelsState.undo_aside)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def undo_aside(self) -> None:
        """Use the price model put aside last again."""
        if not self._aside:
            return
        async with undoing(self, PriceModelsState.undo_aside):
            await self._write(commands.set_model_active, self._aside, active=True)
            self._aside = 0
        await self._reread()

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def bring_back(self, model_id: int) -> None:
        """Use a price model again that was put aside."""
        await self._write(commands.set_model_active, check.row_id(model_id), active=True)
        await self._reread()

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def remove(self, model_id: int) -> None:
        """Take a price model away; the message can take it back."""
        removed = await self._write(removing.remove_model, check.row_id(model_id))
        await self._gone(removed, removed.name)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def remove_payment(self, payment_id: int) -> None:
        """Take a payment out of its plan; the message can take it back."""
        removed = await self._write(plan.remove_payment, check.row_id(payment_id))
        await self._gone(removed, removed.text)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def remove_product(self, line_id: int) -> None:
        """Take a product out of its subscription; the message can take it back."""
        removed = await self._write(products.remove_product, check.row_id(line_id))
        await self._gone(removed, removed.text)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def undo_remove(self) -> None:
        """Put back what was removed last."""
        removed = self._removed
        async with undoing(self, PriceModelsState.undo_remove):
            if isinstance(removed, removing.RemovedModel):
                await self._write(removing.restore_model, removed)
            elif isinstance(removed, plan.RemovedPayment):
                await self._write(plan.restore_payment, removed)
            elif removed is not None:
                await self._write(products.restore_product, removed)
            self._removed = None
        await self._reread()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _project_id(self) -> int:
        return id_after(self.router.url.path, "projects") or 0

    async def _reread(self) -> None:
        if not self._project_id():  # undone from another page
            return
        view = await self._read(price_models_page, self._project_id())
        if view != self.view:
            self.view = view

    async def _gone(self, removed: Any, name: str) -> None:
        self._removed = removed
        await self._reread()
        await tell(
            self,
            "success",
            _("{name} is removed.").format(name=name),
            PriceModelsState.undo_remove,
        )


def card_in(view: PriceModelsView, model_id: int) -> ModelCard:
    """The card of a price model that the page shows. Raises BadArgument."""
    found = next((card for card in view.models if card.id == model_id), None)
    if found is None:
        raise check.BadArgument
    return found
