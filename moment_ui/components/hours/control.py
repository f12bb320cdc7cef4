"""Parts of hours control: the choice of a period, and a partner with the rows that differ."""

import reflex as rx

from moment_ui.components.card import callout, card, status
from moment_ui.components.link import page_link
from moment_ui.components.setup_list import setup_table
from moment_ui.core.period import Preset
from moment_ui.core.words import _
from moment_ui.reports.hours.control_view import ControlLine, DifferenceLine
from moment_ui.state.hours.control import HoursControlState as Control
from moment_ui.state.hours.control import SignOffState

PERIODS = (
    (Preset.THIS_MONTH, _("This month")),
    (Preset.LAST_MONTH, _("Last month")),
    (Preset.THIS_QUARTER, _("This quarter")),
    (Preset.THIS_YEAR, _("This year")),
    (Preset.LAST_YEAR, _("Last year")),
)
ROW_HEADS = (
    (_("Date"), ""),
    (_("Co-worker"), ""),
    (_("Activity"), ""),
    (_("Difference"), ""),
    (_("Home"), "num"),
    (_("Main"), "num"),
    (_("What mending does"), "grow"),
)


def period_bar() -> rx.Component:
    """Named periods as links, and two dates."""
    links = [
        rx.cond(
            Control.period == preset.value,
            page_link(
                word,
                to=Control.here + f"?period={preset.value}",
                class_name="btn outline s1",
                aria_current="true",
            ),
            page_link(word, to=Control.here + f"?period={preset.value}", class_name="btn ghost s1"),
        )
        for preset, word in PERIODS
    ]
    return rx.el.form(
        *links,
        _date("first", _("From"), Control.first),
        _date("last", _("To"), Control.last),
        rx.el.button(_("Show"), type="submit", class_name="btn outline s1"),
        on_submit=Control.show,
        key=Control.first + Control.last,
        class_name="row wrap",
        aria_label=_("Period"),
    )


def _date(name: str, label: str, value: rx.Var[str]) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="vh"),
        rx.el.span(
            rx.el.input(type="date", name=name, default_value=value, aria_label=label),
            class_name="field",
        ),
    )


def partner_card(line: ControlLine) -> rx.Component:
    """A partner: sums, where it stands, and each row that differs."""
    return card(
        line.partner,
        rx.el.div(
            rx.el.div(_figures(line), role="status"),
            rx.cond(
                line.differences,
                setup_table(
                    _("Rows that differ"),
                    ROW_HEADS,
                    rx.foreach(line.differences, lambda row: _difference(line, row)),
                    acts=True,
                ),
                rx.cond(
                    line.open,
                    callout(_("Both companies have the same rows."), tone="good"),
                    callout(
                        _(
                            "Nothing passes between the companies now, so nothing can be compared. "
                            "See Setup → Partner companies."
                        ),
                        tone="warn",
                    ),
                ),
            ),
            rx.cond(line.more != "", rx.el.p(line.more, class_name="quiet")),
            class_name="body stack",
        ),
        note=line.role,
        actions=(_acts(line),),
    )


def _figures(line: ControlLine) -> rx.Component:
    return rx.el.dl(
        *[
            rx.el.div(rx.el.dt(word, class_name="quiet"), rx.el.dd(value, class_name="tn strong"))
            for word, value in (
                (_("Hours at home"), line.home),
                (_("In the main company"), line.main),
                (_("Difference"), line.difference),
            )
        ],
        rx.el.div(
            rx.el.dt(_("Comparison"), class_name="quiet"),
            rx.el.dd(status(line.state, line.tone, "")),
        ),
        rx.el.div(
            rx.el.dt(_("Sign-off"), class_name="quiet"),
            rx.el.dd(status(line.signed, line.signed_tone, "")),
        ),
        class_name="figures",
    )


def _acts(line: ControlLine) -> rx.Component:
    return rx.el.div(
        page_link(
            _("Report"),
            to=Control.base + line.reports + "&period=" + Control.period,
            class_name="btn ghost s1",
        ),
        rx.cond(
            line.differences,
            rx.el.button(
                _("Mend all"),
                type="button",
                class_name="btn outline s1",
                on_click=Control.ask_all(line.partner_id),
            ),
        ),
        rx.cond(
            line.open,
            rx.el.button(
                _("Sign off"),
                type="button",
                class_name="btn solid s1",
                on_click=SignOffState.start(line.partner_id),
            ),
        ),
        class_name="row wrap",
    )


def _difference(line: ControlLine, row: DifferenceLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row.day, class_name="tn"),
        rx.el.td(row.who),
        rx.el.td(row.activity),
        rx.el.td(
            status(row.kind, row.tone, ""),
            rx.foreach(row.what, lambda text: rx.el.div(text, class_name="small")),
        ),
        rx.el.td(row.home, class_name="num"),
        rx.el.td(row.main, class_name="num"),
        rx.el.td(row.mending),
        rx.el.td(
            rx.cond(
                row.blocked,
                rx.fragment(),
                rx.el.button(
                    _("Mend"),
                    type="button",
                    class_name="btn ghost s1",
                    aria_label=rx.Var.create(_("Mend")).to(str) + " " + row.day + " " + row.who,
                    on_click=Control.ask_one(line.partner_id, row.key),
                ),
            ),
            class_name="acts",
        ),
        key=row.key,
    )
