"""A project's hours, live."""

from typing import Any

import reflex as rx

from moment_ui.components.hours.board import board_table, just_arrived, summary_strip
from moment_ui.components.hours.live_badge import live_badge
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed, skeleton_table
from moment_ui.core.words import _
from moment_ui.reports.hours.board_view import BY_ACTIVITY, BY_CO_WORKER, BY_COMPANY
from moment_ui.state.hours.project_hours import ProjectHoursState as Page

WAYS = (
    (BY_ACTIVITY, _("Activity"), Page.place.by_activity),
    (BY_COMPANY, _("Company"), Page.place.by_company),
    (BY_CO_WORKER, _("Co-worker"), Page.place.by_co_worker),
)


def project_hours() -> rx.Component:
    """Head, strip, board and news."""
    return shell(
        rx.fragment(
            rx.match(
                Page.phase,
                ("ready", rx.fragment(_head(), summary_strip(), _board())),
                (
                    "failed",
                    failed(_("The hours cannot be shown"), Page.problem, retry=Page.load),
                ),
                skeleton_table([_("Co-worker"), _("Company"), _("Total"), _("Budget")]),
            )
        ),
        area="projects/live",
    )


def _head() -> rx.Component:
    project = f"{Page.place.number} {Page.place.name}"
    return rx.el.div(
        crumbs(
            (_("Projects"), Page.company + "/projects"),
            (rx.Var.create(project), Page.base),
            (_("Hours"), ""),
        ),
        rx.el.div(
            rx.el.h1(_("Hours on "), Page.place.name),
            live_badge(Page.now.last_news, Page.now.seen),
            rx.el.div(
                rx.el.nav(
                    *[_way(*way) for way in WAYS],
                    class_name="segmented",
                    aria_label=_("Put rows together by"),
                ),
                rx.el.button(
                    rx.icon("printer"),
                    type="button",
                    class_name="btn outline icon only-wide",
                    aria_label=_("Print"),
                    title=_("Print"),
                    custom_attrs={"data-print": ""},
                ),
                rx.cond(
                    Page.place.may_control,
                    page_link(
                        _("Hours control"),
                        to=Page.base + "/hours-control",
                        class_name="btn outline",
                    ),
                ),
                rx.cond(
                    Page.place.may_approve,
                    page_link(
                        _("Approve hours"),
                        to=Page.company + "/projects/hours-approval",
                        class_name="btn solid",
                    ),
                ),
                class_name="actions",
            ),
            class_name="head",
        ),
        class_name="hours-head",
    )


def _way(key: str, label: str, query: Any) -> rx.Component:
    return page_link(
        label,
        to=f"{Page.base}/hours{query}",
        aria_current=rx.cond(Page.place.by == key, "true", "false"),
    )


def _board() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.cond(
                Page.rows,
                board_table(),
                empty(
                    "clock",
                    _("No hours on this project yet"),
                    _("They appear here as they are written, also those of partner companies."),
                ),
            ),
            rx.el.div(
                rx.el.span(rx.icon("house"), _("Own co-workers"), class_name="row only-wide"),
                rx.el.span(
                    rx.icon("link"),
                    _("Partner company, written in their own database and mirrored here"),
                    class_name="row only-wide",
                ),
                _weeks(),
                class_name="pager",
            ),
            class_name="report-main",
        ),
        just_arrived(),
        class_name="hours-board",
        aria_label=_("Hours"),
    )


def _weeks() -> rx.Component:
    return rx.el.nav(
        page_link(
            rx.icon("chevron-left"),
            to=f"{Page.base}/hours{Page.place.earlier}",
            class_name="btn ghost icon s1",
            aria_label=_("Earlier weeks"),
        ),
        rx.el.span(Page.place.period, class_name="tn"),
        rx.cond(
            Page.place.later_week,
            rx.fragment(
                page_link(
                    rx.icon("chevron-right"),
                    to=f"{Page.base}/hours{Page.place.later}",
                    class_name="btn ghost icon s1",
                    aria_label=_("Later weeks"),
                ),
                page_link(
                    _("This week"), to=f"{Page.base}/hours{Page.place.now}", class_name="link"
                ),
            ),
        ),
        class_name="week-nav push",
        aria_label=_("Weeks"),
    )
