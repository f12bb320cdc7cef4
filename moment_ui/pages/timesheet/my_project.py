"""A project one writes hours on, read only."""

import reflex as rx

from moment_ui.components.card import callout, card, card_body, facts, nothing_yet
from moment_ui.components.cells import joined
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.timesheet.my_project import MyProjectState as Page


def my_project() -> rx.Component:
    """The header and the activities."""
    view = Page.view
    return shell(
        rx.cond(
            Page.phase == "failed",
            failed(_("The project cannot be shown"), Page.problem, retry=Page.load),
        ),
        rx.cond(
            Page.phase == "ready",
            rx.fragment(
                page_head(
                    joined(view.number, " ", view.name),
                    trail=crumbs(
                        (_("Timesheet"), joined(Page.base, "/timesheet")), (_("Project"), "")
                    ),
                ),
                rx.el.div(_header(), _activities(), class_name="content stack my-project"),
            ),
        ),
        area="timesheet",
    )


def _header() -> rx.Component:
    view = Page.view
    return card(
        _("Project"),
        card_body(
            rx.cond(
                view.home != "",
                callout(
                    rx.el.p(joined(_("Write these hours at home, in "), view.home, ".")),
                    rx.el.a(
                        joined(_("To my timesheet in "), view.home),
                        href=view.home_href,
                        class_name="btn outline s1",
                    ),
                    tone="warn",
                ),
            ),
            facts(
                (_("Number"), rx.el.span(view.number, class_name="tn")),
                (_("Name"), view.name),
                (_("Status"), rx.el.span(view.status, class_name=["status", view.status_css])),
                (_("Project leader"), rx.cond(view.leader != "", view.leader, "–")),
                (_("Begins"), rx.cond(view.start != "", view.start, "–")),
                (_("Ends"), rx.cond(view.end != "", view.end, "–")),
                (
                    _("Hours go to"),
                    rx.cond(view.partner != "", view.partner, _("this company")),
                ),
            ),
        ),
    )


def _activities() -> rx.Component:
    view = Page.view
    return card(
        _("Activities"),
        rx.cond(
            view.activities,
            rx.el.ul(
                rx.foreach(view.activities, lambda name: rx.el.li(name, key=name)),
                class_name="plain-list",
            ),
            nothing_yet(_("No activity is open for hours.")),
        ),
    )
