"""Previous and Next on a customer's page: its place in a list, pages read ahead, and a step."""

from dataclasses import dataclass

from moment_ui.core.actor import Permission
from moment_ui.core.cache import Key
from moment_ui.core.errors import NotFound
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.errors import MergedAway
from moment_ui.reports.address import parse
from moment_ui.reports.customers.customer_page import customer_page
from moment_ui.reports.customers.customer_view import ProfileView
from moment_ui.reports.customers.customers import CUSTOMERS
from moment_ui.reports.report import Neighbours
from moment_ui.reports.run import state_of
from moment_ui.reports.walk import likely_neighbours, neighbours


@dataclass(frozen=True, slots=True)
class Kept:
    """A page that was read ahead, and all that it depends on."""

    stamp: Key
    view: ProfileView


@dataclass(frozen=True, slots=True)
class Shown:
    """The customer on the screen, and its position in a list (from 1; 0 when it is in none).

    `link` is where its link leads: that is followed where the customer has left the list since.
    """

    customer_id: int
    list_query: str
    position: int
    link: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """Where a step leads. `view` is None where the page that was read ahead still holds."""

    customer_id: int
    around: Neighbours | None
    view: ProfileView | None


@needs(Permission.VIEW_CUSTOMERS)
def page_in_list(
    work: Work, customer_id: int, list_query: str, expected: int
) -> tuple[ProfileView, Neighbours | None]:
    """The page, and the customer's place in the list one came from (all customers without one).

    `expected` is its likely position there, from 1.
    """
    page = customer_page(work, customer_id)
    address = parse(list_query, CUSTOMERS)
    return page, likely_neighbours(work, CUSTOMERS, address, customer_id, expected=expected)


@needs(Permission.VIEW_CUSTOMERS)
def place_in_list(
    work: Work, customer_id: int, list_query: str, expected: int
) -> Neighbours | None:
    """The customer's place in a list as it is now, however long working that out takes."""
    address = parse(list_query, CUSTOMERS)
    return neighbours(work, CUSTOMERS, address, customer_id, expected=expected)


@needs(Permission.VIEW_CUSTOMERS)
def pages_ahead(work: Work, ids: list[int]) -> dict[int, Kept]:
    """The pages of some customers, to be shown later; without those that are gone."""
    kept: dict[int, Kept] = {}
    for customer_id in ids:
        try:
            kept[customer_id] = Kept(_stamp(work), customer_page(work, customer_id))
        except (NotFound, MergedAway):
            continue
    return kept


@needs(Permission.VIEW_CUSTOMERS)
def step_from(work: Work, shown: Shown, way: int, kept: dict[int, Key]) -> Step | None:
    """One step forward (1) or back (-1) in the list; None at its ends.

    `kept` are the stamps of the pages that were read ahead. Raises NotFound, MergedAway.
    """
    address = parse(shown.list_query, CUSTOMERS)
    here = likely_neighbours(work, CUSTOMERS, address, shown.customer_id, expected=shown.position)
    if here is None:
        goal, expected = shown.link, shown.position
    else:
        goal, expected = here.next if way > 0 else here.previous, here.position + way
    if goal is None:
        return None
    holds = goal in kept and kept[goal] == _stamp(work)
    view = None if holds else customer_page(work, goal)
    around = likely_neighbours(work, CUSTOMERS, address, goal, expected=expected)
    return Step(goal, around, view)


def _stamp(work: Work) -> Key:
    """What a page depends on: the company's data as of now, and who reads it how."""
    actor = work.actor
    _database, *state = state_of(work)
    return (*state, actor.user_id, actor.locale, actor.timezone)
