"""Hours control: hours at home against those in the main company, over all shared projects and for one."""

import reflex as rx

from moment_ui.components.card import callout, card, status
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup_list import setup_table
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.core.period import Preset
from moment_ui.core.words import _
from moment_ui.reports.hours.control_view import ControlLine, DifferenceLine
from moment_ui.state.hours.control import HoursControlState as Control
from moment_ui.state.hours.control import SignOffState

AREA = "hours/control"
PERIODS = (
    (Preset.THIS_MONTH, _("This month")),
    (Preset.LAST_MONTH, _("Last month")),
    (Preset.THIS_QUARTER, _("This quarter")),
    (Preset.THIS_YEAR, _("This year")),
    (Preset.LAST_YEAR, _("Last year")),
)
HEADS = (
    (_("Project"), "grow"),
    (_("Partner"), ""),
    (_("Hours at home"), "num"),
    (_("In the main company"), "num"),
    (_("Difference"), "num"),
    (_("Comparison"), ""),
    (_("Sign-off"), ""),
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


def hours_control() -> rx.Component:
    """Company → Hours control."""
    return shell(
        page_head(
            _("Hours control"),
            note=Control.period_words,
            trail=crumbs((_("Company"), ""), (_("Hours control"), "")),
        ),
        _frame(
            rx.cond(
                Control.lines,
                setup_table(_("Shared projects"), HEADS, rx.foreach(Control.lines, _overview_row)),
                empty(
                    "scale",
                    _("No shared projects"),
                    _("Projects that are shared with partner companies are compared here."),
                ),
            )
        ),
        area=AREA,
    )


def project_hours_control() -> rx.Component:
    """A project's hours control: a card for each partner."""
    return shell(
        page_head(
            _("Hours control"),
            note=Control.period_words,
            trail=crumbs(
                (_("Company"), ""),
                (_("Hours control"), Control.base + "/hours/control"),
                (Control.title, ""),
            ),
        ),
        _frame(
            rx.el.h2(Control.title),
            rx.cond(
                Control.lines,
                rx.foreach(Control.lines, _partner),
                empty(
                    "scale",
                    _("Not a shared project"),
                    _("Nobody from a partner company writes hours on it."),
                ),
            ),
        ),
        _asking(),
        _sign_off(),
        area=AREA,
    )


def _frame(*content: rx.Component) -> rx.Component:
    return rx.el.div(
        _period_bar(),
        rx.match(
            Control.phase,
            ("ready", rx.el.div(*content, class_name="stack")),
            (
                "failed",
                failed(_("The hours could not be compared"), Control.problem, retry=Control.load),
            ),
            rx.el.p(_("Comparing both companies…"), class_name="quiet", role="status"),
        ),
        class_name="content stack",
    )


def _period_bar() -> rx.Component:
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


def _overview_row(line: ControlLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            page_link(
                line.project,
                to=Control.base + line.href + "?period=" + Control.period,
                class_name="name-link medium",
            ),
            rx.el.div(line.role, class_name="quiet small"),
        ),
        rx.el.td(line.partner),
        rx.el.td(line.home, class_name="num"),
        rx.el.td(line.main, class_name="num"),
        rx.el.td(rx.cond(line.off, rx.el.strong(line.difference), "–"), class_name="num"),
        rx.el.td(status(line.state, line.tone, "")),
        rx.el.td(status(line.signed, line.signed_tone, "")),
        key=line.href + line.partner,
    )


def _partner(line: ControlLine) -> rx.Component:
    return card(
        line.partner,
        rx.el.div(
            _figures(line),
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
            rx.el.p(line.more, class_name="quiet"),
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
        role="status",
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


def _asking() -> rx.Component:
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Mend hours")),
            rx.el.ul(rx.foreach(Control.mending, rx.el.li), class_name="steps-of"),
            rx.el.p(
                _(
                    "What is written at home stands. Rows on an invoice or a draft stay as they are."
                ),
                class_name="quiet",
            ),
            rx.el.div(
                rx.el.button(
                    _("Cancel"), type="button", class_name="btn ghost", on_click=Control.take_back
                ),
                rx.el.button(
                    _("Mend"), type="button", class_name="btn solid", on_click=Control.mend
                ),
                class_name="dialog-foot",
            ),
            custom_attrs={"aria-describedby": ""},
        ),
        open=Control.mending.length() > 0,
        on_open_change=Control.set_asking,
    )


def _sign_off() -> rx.Component:
    form = FormFields(SignOffState)
    return form_dialog(
        FormDialog(SignOffState, _("Sign off hours"), _("Sign off"), {"note": _("Note")}),
        rx.el.p(SignOffState.title, class_name="quiet"),
        rx.cond(
            SignOffState.differs,
            callout(_("Rows differ: write why they stay as they are."), tone="warn"),
        ),
        form.area("note", _("Note"), rows=3),
    )
