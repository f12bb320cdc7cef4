"""Hours, live: the board over all the projects one leads."""

from typing import Any

import reflex as rx

from moment_ui.components.address_bar import address_bar
from moment_ui.components.hours.live_badge import live_badge
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed, skeleton_table
from moment_ui.core.words import _
from moment_ui.reports.hours.live_lines import LiveLine
from moment_ui.state.hours.projects_live import ALL, MINE
from moment_ui.state.hours.projects_live import ProjectsLiveState as Page

HEADS = (
    (_("Project"), "grow"),
    (_("Own this week"), "num wide"),
    (_("Partners this week"), "num wide"),
    (_("Total"), "num"),
    (_("Budget"), "num wide"),
)


def projects_live() -> rx.Component:
    """Head, and a table with the newest first."""
    return shell(
        _head(),
        rx.fragment(
            rx.match(
                Page.phase,
                ("ready", rx.cond(Page.order, _table(), _nothing())),
                ("failed", failed(_("The hours cannot be shown"), Page.problem, retry=Page.load)),
                skeleton_table([word for word, _css in HEADS]),
            )
        ),
        rx.el.p(Page.said, class_name="vh", role="status", aria_live="polite"),
        address_bar(Page.bar),
        area="projects/live",
    )


def _head() -> rx.Component:
    return rx.el.div(
        crumbs((_("Projects"), Page.company + "/projects"), (_("Hours, live"), "")),
        rx.el.div(
            rx.el.h1(_("Hours, live")),
            live_badge(Page.last_news),
            rx.el.div(
                rx.el.label(
                    rx.icon("search", class_name="sm"),
                    rx.el.input(
                        type="search",
                        placeholder=_("Number or name"),
                        aria_label=_("Find a project"),
                        default_value=Page.find,
                        key=Page.company,
                        on_change=Page.look_for.debounce(200),
                    ),
                    class_name="field",
                ),
                rx.cond(
                    Page.sees_all | (Page.who == MINE),
                    rx.el.div(
                        _who(ALL, _("All projects")),
                        _who(MINE, _("Those I lead")),
                        class_name="segmented",
                        role="radiogroup",
                        aria_label=_("Whose projects"),
                    ),
                ),
                class_name="actions live-tools",
            ),
            class_name="head",
        ),
        class_name="hours-head",
    )


def _who(key: str, label: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="whose",
            value=key,
            checked=Page.who == key,
            on_change=Page.choose(key),
        ),
        label,
    )


def _nothing() -> rx.Component:
    return empty(
        "folder",
        _("No projects here"),
        _(
            "Projects you lead stand here while they are not closed. Look for another name, or for all."
        ),
    )


def _table() -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(_("Projects by their latest hours"), class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    *[rx.el.th(word, scope="col", class_name=css) for word, css in HEADS],
                    rx.el.th(
                        rx.el.span(_("Share of the budget"), class_name="vh"),
                        scope="col",
                        col_span=2,
                        class_name="wide",
                    ),
                    rx.el.th(_("Last news"), scope="col"),
                    rx.el.th(_("Told"), scope="col", class_name="wide"),
                )
            ),
            rx.el.tbody(rx.foreach(Page.order, _line)),
            class_name="report-table board-table live-table",
        ),
        rx.cond(
            Page.more,
            rx.el.p(
                _("More projects than fit here: look for a number or a name."),
                class_name="quiet small panel-body",
            ),
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=_("Projects by their latest hours"),
    )


def _line(key: rx.Var[str]) -> rx.Component:
    line: LiveLine = rx.cond(  # type: ignore[assignment]
        Page.changed.contains(key), Page.changed[key], Page.lines[key]
    )
    marked: Any = Page.arrived.contains(key)
    return rx.el.tr(
        rx.el.td(
            page_link(
                rx.el.span(line.number, class_name="quiet tn"),
                " ",
                line.name,
                to=f"{Page.company}/projects/{line.id}/hours",
            ),
            class_name="grow name",
        ),
        rx.el.td(line.own, class_name="num wide"),
        rx.el.td(line.partners, class_name="num wide"),
        rx.el.td(line.total, class_name="num medium"),
        rx.el.td(line.budget, class_name="num quiet wide"),
        rx.el.td(
            rx.cond(
                line.share != "",
                rx.el.span(
                    rx.el.i(class_name=line.used_css, style={"width": f"{line.used}%"}),
                    class_name="meter",
                ),
            ),
            class_name="of-meter",
        ),
        rx.el.td(
            line.share,
            class_name=rx.cond(line.used_css == "over", "num over wide", "num quiet wide"),
        ),
        rx.el.td(rx.cond(line.news != 0, _latest(line)), class_name="latest"),
        rx.el.td(
            rx.el.span(rx.cond(marked, _("now"), line.latest.time)),
            class_name="quiet tn wide",
        ),
        class_name=rx.cond(marked, "news", ""),
        key=key,
    )


def _latest(line: LiveLine) -> rx.Component:
    return rx.fragment(
        rx.el.span(line.latest.name, class_name="medium"),
        rx.cond(
            line.latest.company != "",
            rx.el.span(rx.icon("link"), line.latest.company, class_name="where partner"),
        ),
        rx.el.span(line.latest.text, class_name="quiet"),
    )
