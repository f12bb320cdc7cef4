"""Under the grid: the cell one is in, and how the week and the month come out."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card, card_body, facts
from moment_ui.components.cells import joined
from moment_ui.core.words import _
from moment_ui.state.timesheet.timesheet import TimesheetState as Week

LABELS = {
    "hours": _("Hours"),
    "comment": _("Comment to the customer"),
    "note": _("Internal note"),
    "billable": _("Billable"),
}
PLACEHOLDERS = {"comment": "", "note": _("Seen by the project leader only")}


def under_the_grid() -> rx.Component:
    """Both cards."""
    return rx.el.div(_cell(), _balance(), class_name="under-grid only-wide")


def _cell() -> rx.Component:
    detail = Week.detail
    return rx.cond(
        detail.title != "",
        card(
            detail.title,
            card_body(
                rx.cond(detail.why != "", callout(detail.why)),
                rx.cond(
                    detail.more,
                    rx.fragment(
                        rx.foreach(detail.more, lambda entry: _fields(entry, several=True))
                    ),
                    _fields(detail.entry),
                ),
            ),
            note=rx.el.span(detail.sum, class_name="push tn"),
        ),
        card(
            _("No cell chosen"),
            card_body(
                rx.el.p(
                    _("Go to a cell to write hours, and a comment to the customer with C."),
                    class_name="quiet",
                )
            ),
        ),
    )


def _fields(entry: Any, *, several: bool = False) -> rx.Component:
    shown = ("hours", "comment", "note", "billable") if several else ("comment", "note", "billable")
    return rx.el.div(
        *[_field(entry, name) for name in shown],
        rx.el.button(
            rx.icon("trash-2"),
            type="button",
            class_name="btn ghost icon",
            aria_label=joined(_("Take away "), entry.hours, " h"),
            disabled=entry.locked,
            on_click=Week.remove_entry(entry.id),
        )
        if several
        else rx.fragment(),
        class_name="entry-fields several" if several else "entry-fields",
        key=entry.id.to_string() if several else "one",
    )


def _field(entry: Any, name: str) -> rx.Component:
    value, key = getattr(entry, name), joined("d", entry.id.to(str), f"-{name}")
    wrong = Week.errors.contains(key)
    figure = name in {"hours", "billable"}
    described: dict[str, Any] = {"placeholder": PLACEHOLDERS.get(name, "")}
    if not figure:
        described["placeholder"] = rx.cond(
            entry.id == 0, _("Write hours first"), PLACEHOLDERS.get(name, "")
        )
    return rx.el.div(
        rx.el.label(LABELS[name], html_for=key),
        rx.el.input(
            id=key,
            key=joined(Week.selected, name, "=", value),
            default_value=value,
            on_blur=lambda typed: Week.save_detail(entry.id, name, typed),
            read_only=entry.locked,
            auto_complete="off",
            max_length=2000,
            input_mode="decimal" if figure else "text",
            aria_invalid=rx.cond(wrong, "true", "false"),
            aria_describedby=joined(key, "-error"),
            class_name=f"field {'num tn' if figure else ''}",
            custom_attrs={"data-cell": "", "data-detail": name},
            **described,
        ),
        rx.el.span(
            rx.cond(wrong, rx.fragment(rx.icon("circle-x"), Week.errors[key])),
            class_name="error",
            id=joined(key, "-error"),
            role="alert",
        ),
        class_name=f"labelled of-{name}",
    )


def _balance() -> rx.Component:
    sums = Week.sums
    return card(
        _("Balance"),
        card_body(
            facts(
                (_("This week"), rx.el.span(sums.total_difference, " h", class_name="tn")),
                (
                    _("This month so far"),
                    rx.el.span(
                        sums.month, " h", class_name="tn", title=joined(_("to "), sums.month_to)
                    ),
                ),
                (_("Billable this week"), rx.el.span(sums.billable, class_name="tn")),
            )
        ),
        note=rx.el.span(Week.head.locked, class_name="push"),
    )


def legend() -> rx.Component:
    """What the marks mean, and the keys."""
    return rx.el.footer(
        rx.el.span(rx.icon("lock"), _("grey: locked or approved")),
        rx.el.span(rx.icon("link"), _("partner project")),
        rx.el.span(rx.el.i(class_name="note-mark"), _("has a comment")),
        rx.el.span(
            *_keys(("Enter", _("next row")), ("Tab", _("next day")), ("C", _("comment"))),
            _("7:30, 7,5 and 0730-1500 all work"),
            class_name="push",
        ),
        class_name="legend only-wide",
    )


def _keys(*pairs: tuple[str, str]) -> list[rx.Component]:
    return [rx.el.span(rx.el.kbd(key, class_name="kbd"), word) for key, word in pairs]
