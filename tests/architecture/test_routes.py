"""Every page: it builds, its loads are guarded as the page says, its address names a company."""

import pytest
from reflex_base.components.component import Component
from reflex_base.utils.format import format_event_handler

from moment_ui.pages import ROUTES
from moment_ui.pages.route import Route
from moment_ui.state.guard import permissions_needed

WITHOUT_COMPANY = frozenset({"/", "/login"})
each_route = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.path)


def test_addresses_are_unique() -> None:
    assert len({route.path for route in ROUTES}) == len(ROUTES)


@each_route
def test_a_page_builds(route: Route) -> None:
    page = route.page()
    assert isinstance(page, Component)
    assert page.render()
    assert route.title


@each_route
def test_a_page_says_who_may_open_it(route: Route) -> None:
    assert route.public == (route.path == "/login")
    assert route.path in WITHOUT_COMPANY or route.permission is not None


@each_route
def test_what_a_page_loads_needs_what_the_page_needs(route: Route) -> None:
    for load in route.on_load:
        handler = getattr(load, "handler", load)
        needed = permissions_needed(format_event_handler(handler))
        assert needed is not None
        assert route.permission is None or route.permission in needed


@each_route
def test_a_companys_page_stands_under_its_name(route: Route) -> None:
    assert route.path in WITHOUT_COMPANY or route.path.startswith("/[company]/")
