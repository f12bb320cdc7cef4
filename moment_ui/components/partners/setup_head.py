"""The head of the partner set-up: the group's name, whether the page is live, what can be done with the group."""

from typing import Any

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from moment_ui.components.card import small_button
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.row_menu import menu_item, row_menu
from moment_ui.core.words import _
from moment_ui.reports.partners.setup_view import StepLine
from moment_ui.state.partners.asking import GroupActsState as Acts
from moment_ui.state.partners.forms import GroupNameState
from moment_ui.state.partners.setup import PartnersState as Partners
from moment_ui.state.shell import ShellState

VIEW: Any = Partners.view


def setup_head() -> rx.Component:
    """Trail, title, the group as a badge, and the acts on the whole group."""
    return page_head(
        _("Partner companies"),
        _live(),
        page_link(
            rx.icon("info"),
            _("Show the guide"),
            to=f"/{ShellState.company.slug}/setup/partners?step=enable",
            class_name="btn ghost only-wide",
        ),
        rx.cond(VIEW.on, _menu()),
        note=rx.cond(VIEW.group != "", _group()),
        trail=crumbs((_("Setup"), ""), (_("Partner companies"), "")),
    )


def steps() -> rx.Component:
    """The way through the set-up: each step a link, with what is done and who is waited for."""
    return rx.el.ol(
        rx.foreach(VIEW.steps, _step), class_name="steps partner-steps", aria_label=_("Steps")
    )


def foot() -> rx.Component:
    """Back, on, or away: nothing is lost, everything is stored as it is done."""
    return rx.el.div(
        page_link(
            _("Leave, go on later"),
            to=f"/{ShellState.company.slug}/customers",
            class_name="btn ghost only-wide",
        ),
        rx.el.span(class_name="push"),
        rx.cond(VIEW.back != "", page_link(_("Back"), to=VIEW.back, class_name="btn outline")),
        rx.cond(
            VIEW.next != "",
            page_link(
                VIEW.next_word,
                rx.icon("arrow-right"),
                to=VIEW.next,
                class_name=rx.cond(VIEW.on, "btn solid", "btn outline"),
            ),
        ),
        class_name="foot-bar",
    )


def _group() -> rx.Component:
    return rx.el.span(
        rx.el.span(VIEW.group, class_name="badge"),
        rx.cond(
            VIEW.is_main,
            small_button("pencil", _("Rename the group"), "", GroupNameState.start),
        ),
        rx.cond(VIEW.paused, rx.el.span(_("Paused"), class_name="status warn half")),
        class_name="row",
    )


def _live() -> rx.Component:
    return rx.el.span(
        rx.cond(
            has_connection_errors,
            rx.el.span(_("Reconnecting"), class_name="live lost"),
            rx.el.span(_("Live"), class_name="live"),
        ),
        title=_("This page moves by itself when the others act."),
    )


def _menu() -> rx.Component:
    grouped = VIEW.group != ""
    return row_menu(
        _("What can be done with the group"),
        rx.cond(
            grouped & ~VIEW.paused, menu_item("circle-pause", _("Pause…"), Acts.ask("pause", 0, 0))
        ),
        rx.cond(grouped & VIEW.paused, menu_item("circle-play", _("Go on"), Partners.resume)),
        rx.cond(
            grouped,
            menu_item("log-out", _("Leave the group…"), Acts.ask("leave", 0, VIEW.own_version)),
        ),
        menu_item(
            "upload",
            _("Import a structure"),
            rx.redirect(f"/{ShellState.company.slug}/setup/partners/import"),
        ),
        menu_item("power-off", _("Switch partner companies off…"), Acts.ask("switch-off", 0, 0)),
    )


def _step(line: StepLine) -> rx.Component:
    mark = rx.match(
        line.mark,
        ("done", rx.icon("check")),
        ("wait", rx.icon("hourglass")),
        rx.el.span(line.number),
    )
    return rx.el.li(
        rx.el.i(mark, aria_hidden="true"),
        page_link(line.title, to=line.href, class_name="t"),
        rx.el.span(
            rx.cond(line.mark == "done", rx.el.span(_("Done. "), class_name="vh")),
            line.note,
            class_name="d",
        ),
        key=line.key,
        class_name=[
            rx.cond(line.here & (line.mark == ""), "now", line.mark),
            rx.cond(line.here, "here", ""),
        ],
        aria_current=rx.cond(line.here, "step", "false"),
    )
