"""The rates set in one price model of the project in the address: opened in its card."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.price_models import rates
from moment_ui.reports.setup.rates_view import RatesView, rates_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.setup.rates_page import RatesPage, Writers

OF_MODELS = Writers(rates.set_rate, rates.add_period, rates.remove_period, rates.write_back)


class ModelRatesState(RatesPage, AppState, rx.State):
    """The rates that are open; `view.id` is the price model, 0 while none is."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.VIEW_RATES}
    )
    topics: ClassVar[tuple[str, ...]] = ("rates", "price-models")
    writers: ClassVar[Writers] = OF_MODELS

    _model_id: int = 0

    @rx.event
    async def open_model(self, model_id: int) -> None:
        """Open the rates of a price model."""
        self._model_id = check.row_id(model_id)
        self.question, self._asked, self.errors = "", None, {}
        await self._reread()

    @rx.event
    async def shut(self) -> None:
        """Close the rates again."""
        self._model_id = 0
        await self._reread()

    @rx.event
    async def begin(self) -> None:
        """A page is opened: no rates are open there."""
        self._model_id = 0
        await self._reread()
        self.phase = "ready"

    async def _reread(self) -> None:
        self.may = self._actor().may(Permission.EDIT_INVOICING)
        self._draw(await self._read(_of_model, self._model_id))


@needs(Permission.VIEW_RATES)
def _of_model(work: Work, model_id: int) -> RatesView:
    return rates_view(work, rates.model_rates(work, model_id) if model_id else None)
