"""Projects → Hours approval, by week and person."""

import reflex as rx

from moment_ui.components.card import status
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup_list import setup_table
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.core.words import _
from moment_ui.state.hours.weeks import WaitingWeeksState as Weeks
from moment_ui.state.hours.weeks import WeekLine

HEADS = (
    (_("Week"), ""),
    (_("Co-worker"), "grow"),
    (_("Waits"), ""),
    (_("Hours"), "num"),
    (_("Timesheet"), ""),
)


def waiting_weeks() -> rx.Component:
    """The weeks that wait, each approved by one click."""
    return shell(
        page_head(
            _("Hours approval by week"),
            page_link(
                _("Row by row"),
                to=Weeks.base + "/projects/hours-approval",
                class_name="btn outline",
            ),
            trail=crumbs(
                (_("Projects"), ""),
                (_("Hours approval"), Weeks.base + "/projects/hours-approval"),
                (_("By week"), ""),
            ),
        ),
        rx.el.div(
            rx.match(
                Weeks.phase,
                (
                    "ready",
                    rx.cond(
                        Weeks.lines,
                        setup_table(
                            _("Weeks that wait"), HEADS, rx.foreach(Weeks.lines, _row), acts=True
                        ),
                        empty("clock", _("No hours wait for your approval"), ""),
                    ),
                ),
                (
                    "failed",
                    failed(_("The hours could not be read"), Weeks.problem, retry=Weeks.load),
                ),
                rx.el.p(_("Reading…"), class_name="quiet", role="status"),
            ),
            class_name="content",
        ),
        area="projects/hours-approval",
    )


def _row(line: WeekLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(page_link(line.week, to=Weeks.base + line.href, class_name="name-link")),
        rx.el.td(line.name),
        rx.el.td(line.rows),
        rx.el.td(line.hours, class_name="num"),
        rx.el.td(
            rx.cond(
                line.submitted,
                status(_("Submitted"), "good", ""),
                status(_("Not submitted"), "quiet", "ring"),
            )
        ),
        rx.el.td(
            rx.el.button(
                _("Approve"),
                type="button",
                class_name="btn outline s1",
                aria_label=rx.Var.create(_("Approve")).to(str) + " " + line.week + " " + line.name,
                on_click=Weeks.approve(line.id, line.monday),
            ),
            class_name="acts",
        ),
        key=line.monday + "-" + line.name,
    )
