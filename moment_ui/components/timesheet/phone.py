"""The timesheet on a phone: the days of the week, the day's sum, and the sheet one writes hours in.

The sheet is filled in and sent by assets/timesheet.js, without the server's help: hours can be written
where there is no connection.
"""

from typing import Any

import reflex as rx

from moment_ui.components.cells import joined
from moment_ui.components.plain_form import PlainForm
from moment_ui.core.words import _
from moment_ui.state.timesheet.timesheet import TimesheetState as Week

PRESETS = ("0,5", "1,0", "4,0", "7,5")


def day_strip() -> rx.Component:
    """The days with their sums; a press shows one."""
    return rx.el.div(
        rx.foreach(Week.days, _day),
        class_name="day-strip only-narrow",
        role="group",
        aria_label=_("Days of the week"),
    )


def _day(day: Any, at: Any) -> rx.Component:
    sums: Any = Week.sums
    return rx.el.button(
        rx.el.span(day.name, class_name="small"),
        rx.el.span(day.number, class_name="number tn"),
        rx.el.span(sums.days[at], class_name="small tn", custom_attrs={"data-sum": at.to_string()}),
        type="button",
        class_name=joined("day-button d", at.to(str), " ", day.css),
        custom_attrs={"data-show-day": at.to_string()},
        key=day.iso,
    )


def offline() -> rx.Component:
    """Says that there is no connection, while there is none."""
    return rx.el.div(
        rx.icon("triangle-alert"),
        rx.el.span(
            _("No connection. Your hours are kept on this phone and sent when it is back."),
        ),
        class_name="callout warn offline",
        role="status",
        hidden=True,
        custom_attrs={"data-offline": ""},
    )


def day_foot() -> rx.Component:
    """The day's sum against what is expected of it, and the acts, at the thumb."""
    return rx.el.div(
        rx.el.div(rx.foreach(Week.days, _progress), class_name="day-progress"),
        rx.el.div(
            rx.foreach(Week.days, _copy),
            rx.el.button(
                rx.icon("plus"),
                _("Add row"),
                type="button",
                class_name="btn solid",
                on_click=Week.begin_add,
            ),
            class_name="day-acts",
        ),
        class_name="day-foot only-narrow",
    )


def _progress(day: Any, at: Any) -> rx.Component:
    sums: Any = Week.sums
    return rx.el.div(
        rx.el.div(
            rx.el.b(
                rx.cond(sums.days[at] == "–", "0,0", sums.days[at]),
                custom_attrs={"data-sum": at.to_string()},
                class_name="tn",
            ),
            rx.el.b(" h"),
            rx.cond(
                sums.expected[at] != "–",
                rx.el.span(joined(_("of "), sums.expected[at]), class_name="quiet tn"),
            ),
            rx.el.span(
                rx.cond(sums.left[at] != "", joined(sums.left[at], _(" left")), ""),
                class_name="quiet push tn left",
            ),
            rx.el.span(
                rx.icon("hourglass"),
                rx.el.span(custom_attrs={"data-waiting-count": ""}),
                _(" to send"),
                class_name="warn push tn to-send",
                hidden=True,
                custom_attrs={"data-waiting-note": ""},
            ),
            class_name="row",
        ),
        rx.el.div(
            rx.el.i(style={"width": joined(sums.done[at].to_string(), "%")}),
            class_name="progress ink",
            aria_hidden="true",
        ),
        class_name=joined("of-day d", at.to(str)),
        key=day.iso,
    )


def _copy(day: Any, at: Any) -> rx.Component:
    sums: Any = Week.sums
    copies = sums.copies
    return rx.el.button(
        rx.icon("copy"),
        rx.cond(copies[at] != "", copies[at], _("Nothing to copy")),
        type="button",
        class_name=joined("btn outline of-day d", at.to(str)),
        disabled=copies[at] == "",
        on_click=Week.copy_day(at),
        key=day.iso,
    )


def hours_sheet() -> rx.Component:
    """The sheet from below: steps of half an hour, what is written often, or typed."""
    return rx.el.dialog(
        PlainForm.create(
            rx.el.span(class_name="grip", aria_hidden="true"),
            rx.el.h2(custom_attrs={"data-sheet": "title"}, id="hours-sheet-title"),
            rx.el.p(custom_attrs={"data-sheet": "about"}, class_name="quiet"),
            rx.el.p(custom_attrs={"data-sheet": "said"}, class_name="error", role="alert"),
            rx.el.div(
                _step("minus", _("Half an hour less"), -30),
                rx.el.input(
                    class_name="figure-field tn",
                    input_mode="decimal",
                    auto_complete="off",
                    aria_label=_("Hours"),
                    custom_attrs={"data-sheet": "hours"},
                ),
                _step("plus", _("Half an hour more"), 30),
                class_name="sheet-steps",
            ),
            rx.el.div(
                *[
                    rx.el.button(
                        hours,
                        type="button",
                        class_name="btn outline tn",
                        custom_attrs={"data-preset": hours},
                    )
                    for hours in PRESETS
                ],
                class_name="sheet-presets",
            ),
            rx.el.label(
                rx.el.span(_("Comment to the customer"), class_name="medium"),
                rx.el.input(
                    class_name="field",
                    auto_complete="off",
                    max_length=2000,
                    custom_attrs={"data-sheet": "comment"},
                ),
                class_name="labelled",
            ),
            rx.el.div(
                rx.el.button(
                    _("Delete"),
                    type="button",
                    class_name="btn ghost",
                    custom_attrs={"data-sheet": "delete"},
                ),
                rx.el.button(
                    rx.el.span(_("Save")),
                    rx.el.span(custom_attrs={"data-sheet": "amount"}),
                    type="submit",
                    class_name="btn solid grow",
                    custom_attrs={"data-sheet": "save"},
                ),
                class_name="sheet-acts",
            ),
            custom_attrs={"method": "dialog", "data-sheet-form": ""},
        ),
        class_name="hours-sheet",
        id="hours-sheet",
        custom_attrs={"aria-labelledby": "hours-sheet-title"},
    )


def _step(icon: str, word: str, by: int) -> rx.Component:
    return rx.el.button(
        rx.icon(icon),
        type="button",
        class_name="btn outline",
        aria_label=word,
        custom_attrs={"data-step": str(by)},
    )
