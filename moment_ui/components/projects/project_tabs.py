"""The tabs of a project's pages, in their order: one line each."""

from dataclasses import dataclass

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.state.projects.project_page import ProjectPageState as Project

MAIN, PRICE_MODELS = "main", "price-models"
HOURS_REPORT, CONTROL = "hours-report", "hours-control"
EXPENSES, OPTIONS, FILES, HOURS = "expenses", "invoicing-options", "files", "hours"


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: what stands after the project's address, and whether it is shown."""

    key: str
    label: str
    path: str = ""
    shown: bool | rx.Var[bool] = True
    to: rx.Var[str] | None = None  # elsewhere


TABS: tuple[Tab, ...] = (
    Tab(MAIN, _("Main")),
    Tab(HOURS, _("Hours"), "/hours", shown=Project.view.may_see_hours),
    Tab(PRICE_MODELS, _("Price models"), "/price-models", shown=Project.view.may_see_rates),
    Tab(EXPENSES, _("Expenses and products"), "/expenses", shown=Project.view.may_see_expenses),
    Tab(OPTIONS, _("Invoicing options"), "/invoicing-options", shown=Project.view.may_see_customer),
    Tab(
        HOURS_REPORT,
        _("Hours report"),
        to=Project.company + "/hours/overview?project=" + Project.view.id.to_string(),
        shown=Project.view.may_see_hours,
    ),
    Tab(CONTROL, _("Hours control"), "/hours-control", shown=Project.view.may_control_hours),
    Tab(FILES, _("Files"), "/files", shown=Project.view.may_see_files),
)


def project_tabs(here: str) -> rx.Component:
    """The tabs as links; `here` is the key of this page's."""
    return rx.el.nav(
        *[rx.cond(tab.shown, _link(tab, current=tab.key == here)) for tab in TABS],
        class_name="tabs page",
        aria_label=_("Project"),
    )


def _link(tab: Tab, *, current: bool) -> rx.Component:
    mark = {"aria_current": "page"} if current else {}
    if tab.to is not None:
        return page_link(tab.label, to=tab.to)
    # Until the page knows its address, a click stays where one is.
    return page_link(
        tab.label, to=rx.cond(Project.base == "", ".", Project.base + tab.path), **mark
    )
