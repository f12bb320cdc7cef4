"""Hours control: hours at home against those in the main company, over all shared projects and for one."""

import reflex as rx

from moment_ui.components.card import callout, status
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.hours.control import partner_card, period_bar
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup_list import setup_table
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.core.words import _
from moment_ui.reports.hours.control_view import ControlLine, DifferenceLine
from moment_ui.state.hours.control import HoursControlState as Control
from moment_ui.state.hours.control import SignOffState

AREA = "hours/control"
HEADS = (
    (_("Project"), "grow"),
    (_("Partner"), ""),
    (_("Hours at home"), "num"),
    (_("In the main company"), "num"),
    (_("Difference"), "num"),
    (_("Comparison"), ""),
    (_("Sign-off"), ""),
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
                rx.foreach(Control.lines, partner_card),
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
        period_bar(),
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


def _asking() -> rx.Component:
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Mend hours")),
            rx.el.ul(rx.foreach(Control.mending, rx.el.li), class_name="steps-of"),
            rx.el.div(
                _planned(),
                rx.el.p(
                    _(
                        "What is written at home stands. Rows on an invoice or a draft stay as they are."
                    ),
                    class_name="quiet",
                ),
                callout(
                    _(
                        "Mending cannot be undone: what the main company had of these rows is written over, and rows "
                        "that are taken away are gone. To keep one of them, write it at home first."
                    ),
                    tone="warn",
                ),
                class_name="stack",
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
            class_name="wide",
            custom_attrs={"aria-describedby": ""},
        ),
        open=Control.mending.length() > 0,
        on_open_change=Control.set_asking,
    )


def _planned() -> rx.Component:
    return rx.fragment(
        rx.el.ul(rx.foreach(Control.planned, _plan_row), class_name="steps-of"),
        rx.cond(Control.planned_more != "", rx.el.p(Control.planned_more, class_name="quiet")),
    )


def _plan_row(row: DifferenceLine) -> rx.Component:
    return rx.el.li(
        rx.el.div(row.day, " ", row.who, ", ", row.activity),
        rx.el.div(
            _("Home") + " ",
            rx.cond(row.home != "", row.home, "–"),
            ", " + _("Main") + " ",
            rx.cond(row.main != "", row.main, "–"),
            " · ",
            row.mending,
            class_name="small",
        ),
        rx.foreach(row.what, lambda text: rx.el.div(text, class_name="quiet small")),
        key=row.key,
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
