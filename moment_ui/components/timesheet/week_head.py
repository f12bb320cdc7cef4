"""The head of the timesheet: the week and its neighbours, how it stands, and what can be done with it."""

from typing import Any

import reflex as rx

from moment_ui.components.cells import joined
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs
from moment_ui.components.tick import switch
from moment_ui.core.words import _
from moment_ui.state.timesheet.timesheet import TimesheetState as Week


def week_head() -> rx.Component:
    """Title, week and acts; then how the week stands, and how one likes it."""
    return rx.fragment(
        rx.el.div(crumbs((_("Timesheet"), ""), (_("Hours"), "")), class_name="only-wide"),
        rx.el.div(
            rx.el.h1(_("Timesheet")),
            _weeks(),
            rx.el.div(
                rx.el.span(
                    rx.cond(Week.saved_at != "", rx.fragment(rx.icon("check"), Week.saved_at)),
                    class_name="quiet saved tn",
                    role="status",
                ),
                rx.el.button(
                    rx.icon("copy"),
                    _("Copy last week"),
                    type="button",
                    class_name="btn outline",
                    on_click=Week.ask_copy,
                ),
                rx.el.button(
                    rx.icon("plus"),
                    _("Add row"),
                    type="button",
                    class_name="btn solid",
                    on_click=Week.begin_add,
                    custom_attrs={"data-hotkey": "n"},
                    aria_keyshortcuts="n",
                ),
                class_name="actions only-wide",
            ),
            class_name="head week-head",
        ),
        _standing(),
    )


def week_address(name: rx.Var[str]) -> rx.Var[str]:
    """Where a week is."""
    return joined(Week.base, "/timesheet?week=", name)


def _weeks() -> rx.Component:
    """The week that is shown, the way to others, and back to this one."""
    return rx.el.div(
        _step("chevron-left", _("The week before"), Week.head.previous, "PageUp"),
        rx.dropdown_menu.root(
            rx.dropdown_menu.trigger(
                rx.el.button(
                    rx.icon("calendar"),
                    rx.el.span(Week.head.title, class_name="only-wide tn"),
                    rx.el.span(_("Week "), Week.head.number, class_name="only-narrow tn"),
                    type="button",
                    class_name="btn outline",
                    aria_label=joined(_("Choose a week: "), Week.head.title),
                )
            ),
            rx.dropdown_menu.content(
                rx.foreach(Week.weeks, _week_line),
                variant="soft",
                class_name="week-menu",
            ),
            on_open_change=Week.show_weeks,
            modal=False,
        ),
        _step("chevron-right", _("The week after"), Week.head.next, "PageDown"),
        page_link(_("Today"), to=week_address(Week.this_week), class_name="btn ghost"),
        class_name="weeks",
    )


def _step(icon: str, word: str, name: rx.Var[str], key: str) -> rx.Component:
    return page_link(
        rx.icon(icon),
        to=week_address(name),
        class_name="btn outline icon",
        aria_label=word,
        title=word,
        custom_attrs={"data-hotkey": key, "data-week-step": key},
        aria_keyshortcuts=key,
    )


def _week_line(line: Any) -> rx.Component:
    return rx.dropdown_menu.item(
        page_link(
            rx.el.span(line[1], class_name="grow"),
            rx.el.span(line[2], class_name="tn quiet"),
            to=week_address(line[0]),
            class_name="row grow",
        ),
        as_child=False,
        key=line[0],
    )


def _standing() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Week.head.submitted != "",
            rx.fragment(
                rx.el.span(
                    joined(_("Submitted "), Week.head.submitted), class_name="status good check"
                ),
                _act(_("Take back"), Week.take_back, "undo-2"),
            ),
            rx.fragment(
                rx.el.span(_("Not submitted"), class_name="status"),
                _act(_("Submit the week"), Week.submit_week, "send"),
            ),
        ),
        rx.el.span(class_name="push"),
        rx.el.label(
            switch(on=~Week.head.everything, chosen=Week.choose_only_active),
            _("Only active activities"),
            class_name="check-line only-wide",
            title=_(
                "Rows you keep or have written on in the last two weeks. Turned off: every open "
                "activity of your projects."
            ),
        ),
        rx.el.label(
            switch(on=Week.head.quick, chosen=Week.choose_quick),
            _("Quick hours input"),
            class_name="check-line only-wide",
            title=_("Digits alone are hours: 730 is 7:30, and 75 is 7,5."),
        ),
        class_name="toolbar week-standing",
    )


def _act(word: str, act: Any, icon: str) -> rx.Component:
    return rx.el.button(
        rx.icon(icon), word, type="button", class_name="btn outline s1", on_click=act
    )
