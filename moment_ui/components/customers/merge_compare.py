"""Two customers field by field, with a choice where they differ."""

from typing import Any

import reflex as rx

from moment_ui.components.customers.merge_steps import View, swap
from moment_ui.core.words import _
from moment_ui.reports.customers.merge_lines import FieldLine, PickLine
from moment_ui.state.customers.merge import MergeState as Merge


def compare() -> rx.Component:
    """Field by field, with a choice where they differ."""
    return rx.el.section(
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.td(),
                        _head(_("Stays"), "badge info", View.stays, View.stays_number),
                        _head(_("Becomes an alias"), "badge", View.goes, View.goes_number),
                    )
                ),
                rx.el.tbody(
                    rx.foreach(View.fields, _field),
                    rx.foreach(View.picks, _pick),
                    rx.cond(View.tags != "", _tags()),
                ),
                class_name="compare",
            ),
            class_name="table-scroll",
        ),
        rx.el.footer(
            swap(),
            rx.el.span(_("Fields that agree are shown in grey"), class_name="push quiet small"),
        ),
        class_name="card",
        aria_label=_("The fields of both"),
    )


def _head(word: str, css: str, name: rx.Var[str], number: rx.Var[str]) -> rx.Component:
    return rx.el.th(
        rx.el.span(word, class_name=css),
        rx.el.div(name, " ", rx.el.span(number, class_name="quiet tn"), class_name="medium"),
        scope="col",
    )


def _field(line: FieldLine) -> rx.Component:
    return rx.el.tr(
        rx.el.th(line.label, scope="row"),
        rx.cond(
            line.same,
            rx.fragment(rx.el.td(line.stays), rx.el.td(line.goes)),
            rx.fragment(
                _side(line, line.stays, Merge.view.stays, taken=False),
                _side(line, line.goes, Merge.view.goes, taken=True),
            ),
        ),
        key=line.key,
        class_name=rx.cond(line.same, "same", ""),
    )


def _side(
    line: FieldLine, text: rx.Var[str] | str, whose: rx.Var[str], *, taken: bool
) -> rx.Component:
    chosen = rx.Var.create(line.taken) == taken
    return rx.el.td(
        _radio(
            line.key, f"{line.label}, {whose}: {text}", chosen, text, Merge.take(line.key, taken)
        ),
        rx.cond(
            chosen & (rx.Var.create(line.error) != ""),
            rx.el.p(line.error, class_name="field-error", role="alert"),
        ),
        class_name=rx.cond(chosen, "", "off"),
    )


def _radio(
    name: str, label: str, chosen: rx.Var[bool], text: rx.Var[str] | str, to_choose: Any
) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name=name,
            checked=chosen,
            on_change=to_choose.prevent_default,
            aria_label=label,
        ),
        rx.cond(text != "", rx.el.span(text), rx.el.span(_("Empty"), class_name="quiet")),
    )


def _pick(line: PickLine) -> rx.Component:
    """What both have one of: the other one is put aside."""

    def side(text: str, whose: rx.Var[str], *, taken: bool) -> rx.Component:
        chosen = rx.Var.create(line.taken) == taken
        label = f"{line.label}, {whose}: {text}"
        return rx.el.td(
            _radio(line.table, label, chosen, text, Merge.pick(line.table, taken)),
            class_name=rx.cond(chosen, "", "off"),
        )

    return rx.el.tr(
        rx.el.th(line.label, scope="row"),
        side(line.stays, View.stays, taken=False),
        side(line.goes, View.goes, taken=True),
        key=line.table,
    )


def _tags() -> rx.Component:
    return rx.el.tr(
        rx.el.th(_("Tags"), scope="row"),
        rx.el.td(
            rx.el.label(
                rx.el.input(type="checkbox", checked=View.keep_tags, on_change=Merge.keep_tags),
                rx.el.span(_("Keep both"), ": ", View.tags),
            ),
            col_span=2,
        ),
    )
