"""Company → Timesheet status."""

import reflex as rx

from moment_ui.components.card import callout, status
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.components.tick import tick
from moment_ui.core.words import _
from moment_ui.reports.hours.status_view import StatusLine
from moment_ui.state.hours.status import LockState
from moment_ui.state.hours.status import TimesheetStatusState as Status

FILTERS = (("all", _("All")), ("internal", _("Internal")), ("external", _("External")))
HEADS = (
    (_("Last registration"), ""),
    (_("This week"), "num"),
    (_("Last week"), "num"),
    (_("Expected a week"), "num"),
    (_("Submitted until"), ""),
    (_("Not approved"), ""),
    (_("Locked until"), ""),
)


def timesheet_status() -> rx.Component:
    """The list with the lock."""
    return shell(
        page_head(
            _("Timesheet status"),
            trail=crumbs((_("Company"), ""), (_("Timesheet status"), "")),
        ),
        rx.cond(
            Status.phase == "failed",
            failed(_("The timesheets could not be read"), Status.problem, retry=Status.load),
        ),
        rx.cond(Status.phase == "ready", _page()),
        _lock(),
        area="hours/status",
    )


def _page() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            *[
                page_link(
                    word,
                    to=f"?who={key}",
                    class_name=rx.cond(Status.who == key, "btn outline s1", "btn ghost s1"),
                )
                for key, word in FILTERS
            ],
            rx.el.span(class_name="grow"),
            rx.el.span(Status.count, " ", _("ticked"), class_name="quiet", role="status"),
            rx.el.button(
                rx.icon("lock"),
                _("Lock…"),
                type="button",
                class_name="btn solid s1",
                disabled=Status.count == 0,
                on_click=LockState.start,
            ),
            rx.el.button(
                rx.icon("lock-open"),
                _("Unlock"),
                type="button",
                class_name="btn outline s1",
                disabled=Status.count == 0,
                on_click=Status.unlock,
            ),
            class_name="row wrap",
        ),
        rx.el.div(
            rx.el.table(
                rx.el.caption(_("Timesheet status"), class_name="vh"),
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(
                            tick(
                                on=Status.all_ticked,
                                chosen=Status.tick_all,
                                aria_label=_("Tick everybody"),
                            ),
                            scope="col",
                        ),
                        rx.el.th(_("Co-worker"), scope="col", class_name="grow"),
                        *[rx.el.th(word, scope="col", class_name=css) for word, css in HEADS],
                    )
                ),
                rx.el.tbody(rx.foreach(Status.lines, _row)),
                class_name="report-table",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=_("Timesheet status"),
        ),
        class_name="content stack",
    )


def _row(line: StatusLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            tick(
                on=line.ticked,
                chosen=Status.tick(line.id),
                aria_label=rx.Var.create(_("Tick")).to(str) + " " + line.name,
            )
        ),
        rx.el.td(
            line.name,
            rx.cond(line.external, rx.el.span(" ", _("external"), class_name="quiet small")),
        ),
        rx.el.td(line.last_on, class_name="tn"),
        rx.el.td(line.this_week, class_name="num"),
        rx.el.td(
            rx.cond(line.behind, status(line.last_week, "warn", "ring"), line.last_week),
            class_name="num",
        ),
        rx.el.td(line.expected, class_name="num quiet"),
        rx.el.td(line.submitted, class_name="tn"),
        rx.el.td(line.waiting),
        rx.el.td(
            rx.cond(line.locked != "", rx.fragment(rx.icon("lock", size=13), " ", line.locked)),
            class_name="tn",
        ),
        key=line.id,
    )


def _lock() -> rx.Component:
    form = FormFields(LockState)
    return form_dialog(
        FormDialog(LockState, _("Lock timesheets"), _("Lock"), {"last": _("Up to and including")}),
        rx.el.p(LockState.title, class_name="quiet"),
        form.text(
            "last",
            _("Up to and including"),
            required=True,
            type="date",
            on_change=LockState.weigh,
            help_text=_("Nobody can write, change or take away hours on these days."),
        ),
        rx.cond(
            LockState.against,
            callout(
                rx.el.div(
                    rx.el.p(_("Not everything is done:"), class_name="medium"),
                    rx.el.ul(rx.foreach(LockState.against, rx.el.li)),
                ),
                tone="warn",
            ),
        ),
    )
