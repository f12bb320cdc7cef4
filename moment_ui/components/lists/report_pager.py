"""What stands under a list: which rows these are, how many a page, and the way to the others."""

import reflex as rx

from moment_ui.components.lists.report_elements import icon
from moment_ui.core.words import _
from moment_ui.state.lists.report import PAGE_SIZES, ReportState

Legend = tuple[tuple[str, str], ...]


def report_pager(state: type[ReportState], legend: Legend = ()) -> rx.Component:
    """1–50 of 642, rows a page, what the colours mean or which keys move, 1 of 13."""
    return rx.el.div(
        rx.el.span(state.pager.rows, aria_live="polite"),
        _sizes(state),
        _legend(legend) if legend else _keys(),
        rx.el.span(
            _step(state, -1, "chevron-left", _("Previous page"), state.pager.has_previous),
            rx.el.span(state.pager.pages),
            _step(state, 1, "chevron-right", _("Next page"), state.pager.has_next),
            class_name="row push steps-pages",
        ),
        class_name="pager",
    )


def _sizes(state: type[ReportState]) -> rx.Component:
    return rx.el.span(
        rx.el.select(
            *[
                rx.el.option(_("{size} a page").format(size=size), value=str(size))
                for size in PAGE_SIZES
            ],
            value=state.pager.size,
            on_change=state.set_size,
            aria_label=_("Rows a page"),
        ),
        icon("chevron-down"),
        class_name="sizes only-wide",
    )


def _step(
    state: type[ReportState], step: int, glyph: str, label: str, possible: rx.Var[bool]
) -> rx.Component:
    return rx.el.button(
        icon(glyph),
        type="button",
        class_name="btn ghost icon s1",
        aria_label=label,
        custom_attrs={"data-page": "next" if step > 0 else "previous"},
        disabled=~possible,
        on_click=state.turn(step),
    )


def _legend(legend: Legend) -> rx.Component:
    return rx.el.span(
        *[
            rx.el.span(rx.el.i(class_name=f"swatch {tone}"), word, class_name="row")
            for tone, word in legend
        ],
        class_name="row legend",
    )


def _keys() -> rx.Component:
    return rx.el.span(
        _key("↑"), " ", _key("↓"), " ", _("move"), " ",
        _key(_("Space")), " ", _("select"), " ",
        _key(_("Enter")), " ", _("open"),
        class_name="push only-wide keys",
    )  # fmt: skip


def _key(name: str) -> rx.Component:
    return rx.el.kbd(name, class_name="kbd")
