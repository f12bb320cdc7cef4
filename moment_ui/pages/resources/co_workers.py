"""Company → Co-workers: own and external ones, and inviting these."""

import reflex as rx

from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_elements import icon
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.resources.invite import invite_button, invite_dialog
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.resources.co_workers import CoWorkersState

WORDS = Words(
    icon="users-round",
    nothing_yet=_("No co-workers yet"),
    nothing_found=_("No co-workers in this filter"),
    could_not_read=_("The co-workers could not be read"),
)


def co_workers() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Co-workers"),
            export_menu(CoWorkersState),
            panel_button(CoWorkersState),
            rx.cond(CoWorkersState.may_invite, invite_button()),
            note=CoWorkersState.count_text,
            trail=crumbs((_("Company"), ""), (_("Co-workers"), "")),
        ),
        report(CoWorkersState, WORDS, bulk=(_send_again(), _withdraw())),
        invite_dialog(),
        area="resources/co-workers",
    )


def _send_again() -> rx.Component:
    return rx.cond(
        CoWorkersState.may_invite,
        rx.el.button(
            icon("mail"),
            _("Send the invitation again"),
            type="button",
            class_name="btn ghost s1",
            on_click=CoWorkersState.send_again,
        ),
    )


def _withdraw() -> rx.Component:
    return rx.cond(
        CoWorkersState.may_invite,
        rx.el.button(
            icon("user-minus"),
            _("Withdraw the invitation"),
            type="button",
            class_name="btn ghost s1",
            on_click=CoWorkersState.withdraw,
        ),
    )
