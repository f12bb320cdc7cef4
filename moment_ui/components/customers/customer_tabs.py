"""The tabs of a customer's pages, in their order: one line each."""

from dataclasses import dataclass

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile

MAIN, CONTACTS, PROJECTS, OFFERS = "main", "contacts", "projects", "offers"
OPTIONS, RATES = "invoicing-options", "hourly-rates"
INVOICES, LEDGER, FILES = "invoices", "ledger", "files"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: what stands after the customer's address, whether it is shown, and how many it holds."""

    key: str
    label: str
    path: str = ""
    shown: bool | rx.Var[bool] = True
    count: str | rx.Var[str] = ""


TABS: tuple[Tab, ...] = (
    Tab(MAIN, _("Main")),
    Tab(CONTACTS, _("Contacts"), "/contacts", count=Profile.view.people),
    Tab(
        PROJECTS,
        _("Projects"),
        "/projects",
        shown=Profile.view.may_see_projects,
        count=Profile.view.project_count,
    ),
    Tab(
        OFFERS,
        _("Offers"),
        "/offers",
        shown=Profile.view.may_see_offers,
        count=Profile.view.offers,
    ),
    Tab(
        OPTIONS,
        _("Invoicing options"),
        "/invoicing-options",
        count=Profile.view.options,
    ),
    Tab(RATES, _("Hourly rates"), "/hourly-rates", shown=Profile.view.may_see_rates),
    Tab(
        INVOICES,
        _("Invoices"),
        "/invoices",
        shown=Profile.view.may_see_invoices,
        count=Profile.view.invoices,
    ),
    Tab(LEDGER, _("Customer ledger"), "/ledger", shown=Profile.view.may_see_ledger),
    Tab(
        FILES,
        _("Files"),
        "/files",
        shown=Profile.view.may_see_files,
        count=Profile.view.files,
    ),
)


def customer_tabs(here: str) -> rx.Component:
    """The tabs as links that carry the list one came from along; `here` is the key of this page's."""
    return rx.el.nav(
        *[rx.cond(tab.shown, _link(tab, current=tab.key == here)) for tab in TABS],
        class_name="tabs page",
        aria_label=_("Customer"),
    )


def _link(tab: Tab, *, current: bool) -> rx.Component:
    mark = {"aria_current": "page"} if current else {}
    return page_link(
        tab.label,
        rx.el.span(tab.count, class_name="quiet count"),
        # Until the page knows its address, a click stays where one is.
        to=rx.cond(Profile.base == "", ".", Profile.base + tab.path + Profile.carried),
        **mark,
    )
