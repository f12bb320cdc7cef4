"""Setup → Price lists → Co-workers: what each is billed at, and costs the company."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.rates import people
from moment_ui.reports.setup.rates_view import RatesView, rates_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.setup.rates_page import RatesPage, Writers

OF_PEOPLE = Writers(people.set_rate, people.add_period, people.remove_period, people.write_back)
KINDS = ("1", "2")


class PeopleRatesState(RatesPage, AppState, rx.State):
    """The co-workers' own rates, or what they cost: the economy's alone."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_RATES, Permission.SETUP_INVOICING}
    )
    writers: ClassVar[Writers] = OF_PEOPLE

    kind: rx.Field[str] = rx.field("1")

    @rx.event
    async def choose(self, kind: str) -> None:
        """Show what co-workers are billed at, or what they cost."""
        self.kind = check.one_of(kind, KINDS)
        await self._reread()

    async def _reread(self) -> None:
        self.may = self._actor().may(Permission.SETUP_INVOICING)
        self._draw(await self._read(_of_people, int(self.kind)))


@needs(Permission.SETUP_INVOICING)
def _of_people(work: Work, kind_id: int) -> RatesView:
    return rates_view(work, people.people_rates(work, kind_id))
