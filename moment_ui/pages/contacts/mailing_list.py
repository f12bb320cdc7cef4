"""One mailing list: who is in it, who is left out and why, and the addresses to take away."""

import reflex as rx

from moment_ui.components.contacts.mailing import (
    copy_button,
    list_actions,
    mailing_dialogs,
    standing_line,
)
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.contacts.mailing_list import MailingListState as List

WORDS = Words(
    icon="mails",
    nothing_yet=_("Nobody is in this list"),
    nothing_found=_("Nobody in this filter"),
    could_not_read=_("The mailing list could not be read"),
)


def mailing_list() -> rx.Component:
    """The list with its head; what can be done with people stands over the ticked ones."""
    return shell(
        page_head(
            List.head.name,
            list_actions(),
            export_menu(List, fixed={"mailing_list": List.list_id}),
            panel_button(List),
            copy_button(),
            note=List.count_text,
            trail=crumbs(
                (_("Customers"), ""),
                (_("Mailing lists"), List.base + "/mailing-lists"),
                (List.head.name, ""),
            ),
        ),
        standing_line(),
        report(
            List,
            WORDS,
            bulk=(
                _bulk(_("Keep out of the list"), List.keep_out),
                _bulk(_("Add by hand"), List.take_in),
                _bulk(_("Leave to the filter"), List.leave_ticked),
            ),
        ),
        mailing_dialogs(),
        area="mailing-lists",
    )


def _bulk(word: str, chosen: rx.event.EventType[()]) -> rx.Component:
    return rx.el.button(word, type="button", class_name="btn ghost s1", on_click=chosen)
