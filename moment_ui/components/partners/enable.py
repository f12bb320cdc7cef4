"""Switching partner companies on and off: on the set-up page, and among the company's own details."""

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.state.partners.asking import GroupActsState as Acts
from moment_ui.state.partners.module import PartnerModuleState as Module
from moment_ui.state.partners.setup import PartnersState as Partners
from moment_ui.state.shell import ShellState

POINTS = (
    _("People of one company write hours at home on another’s project, and both see them at once."),
    _("Internal invoices follow by themselves: the home company bills the main company."),
    _("Each company keeps its own customers, prices and books; you choose what is shared."),
    _("Both sides confirm. You can pause, or leave, and nothing is deleted."),
)


def enable_card() -> rx.Component:
    """What it is, and the switch."""
    return card(
        _("Enable partner companies"),
        rx.el.div(
            rx.el.ul(
                *[rx.el.li(rx.icon("check"), rx.el.span(point)) for point in POINTS],
                class_name="points",
            ),
            rx.cond(
                Partners.view.on,
                rx.el.div(
                    rx.el.span(_("On"), class_name="status good disc"),
                    rx.el.button(
                        _("Switch off…"),
                        type="button",
                        class_name="btn outline s1",
                        on_click=Acts.ask("switch-off", 0, 0),
                    ),
                    class_name="row",
                ),
                rx.el.div(
                    rx.el.button(
                        _("Enable"),
                        type="button",
                        class_name="btn solid",
                        on_click=Partners.switch_on,
                    ),
                    rx.el.span(
                        _("Nothing is shared before you choose it."), class_name="quiet small"
                    ),
                    class_name="row",
                ),
            ),
            class_name="body stack",
        ),
    )


def module_card() -> rx.Component:
    """Among the company's details: on or off, and the way to the set-up."""
    return rx.cond(
        Module.shown,
        card(
            _("Partner companies"),
            rx.el.div(
                rx.el.p(
                    rx.cond(
                        Module.on,
                        _("On: hours, projects and customers can be shared with a group."),
                        _("Off: nothing of it shows in your company."),
                    ),
                    class_name="quiet",
                ),
                rx.el.div(
                    page_link(
                        rx.cond(Module.on, _("Open the set-up"), _("Set it up")),
                        to=f"/{ShellState.company.slug}/setup/partners",
                        class_name="btn outline s1",
                    ),
                    class_name="row",
                ),
                class_name="body stack",
            ),
        ),
    )
