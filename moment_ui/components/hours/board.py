"""The board of a project: strip, table, and what just arrived."""

from typing import Any

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.hours.board_view import ArrivalLine, BoardRow, WeekHead
from moment_ui.state.hours.project_hours import ProjectHoursState as Page


def summary_strip() -> rx.Component:
    """All hours against the budget, own, partners', and this week."""
    it = Page.now.summary
    return rx.el.div(
        rx.el.section(
            rx.el.div(
                rx.el.span(_("Total against budget"), class_name="label"),
                rx.el.span(
                    it.total,
                    rx.el.small(it.of_budget, class_name=rx.cond(it.over, "bad-word", "")),
                    class_name="figure",
                ),
                rx.el.span(
                    rx.el.i(style={"width": it.own_part}),
                    rx.el.i(class_name="partner", style={"width": it.partner_part}),
                    class_name="meter two",
                ),
            ),
            rx.el.div(
                rx.el.span(rx.icon("house"), " ", _("Own"), class_name="label"),
                _figure(it.own, it.own_share),
                rx.el.span(it.own_people, class_name="small quiet"),
            ),
            rx.el.div(
                rx.el.span(rx.icon("link"), " ", _("Partner companies"), class_name="label"),
                _figure(it.partners, it.partners_share),
                rx.el.span(it.by_partner, class_name="small quiet cut", title=it.by_partner),
            ),
            rx.el.div(
                rx.el.span(_("This week"), class_name="label"),
                _figure(it.week, _("h")),
                rx.el.span(
                    rx.match(
                        it.direction,
                        ("up", rx.icon("arrow-up")),
                        ("down", rx.icon("arrow-down")),
                        rx.fragment(),
                    ),
                    it.against_last,
                    class_name="delta",
                ),
            ),
            class_name="strip",
            aria_label=_("Hours so far"),
        ),
        class_name="strip-of",
    )


def _figure(number: rx.Var[str], unit: rx.Var[str] | str) -> rx.Component:
    return rx.el.span(number, rx.el.small(unit), class_name="figure")


def board_table() -> rx.Component:
    """The rows by week, under their groups, with all hours at the foot."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(_("Hours by week"), class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    rx.el.th(Page.place.first_head, scope="col"),
                    rx.cond(
                        Page.place.second_head != "",
                        rx.el.th(Page.place.second_head, scope="col", class_name="of-company"),
                    ),
                    rx.foreach(Page.weeks, _week_head),
                    rx.el.th(_("Total"), scope="col", class_name="num"),
                    rx.el.th(_("Budget"), scope="col", class_name="num"),
                    rx.el.th(
                        rx.el.span(_("Share of the budget"), class_name="vh"),
                        scope="col",
                        col_span=2,
                    ),
                )
            ),
            rx.el.tbody(rx.foreach(Page.rows, _row)),
            rx.el.tfoot(
                rx.el.tr(
                    rx.el.td(_("All hours"), class_name="label"),
                    rx.cond(Page.place.second_head != "", rx.el.td(class_name="of-company")),
                    rx.foreach(Page.now.total.cells, _total_week),
                    rx.el.td(Page.now.total.total, class_name="num"),
                    rx.el.td(Page.now.total.budget, class_name="num"),
                    rx.el.td(class_name="of-meter"),
                    rx.el.td(Page.now.total.share, class_name="num"),
                )
            ),
            class_name="report-table board-table",
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=_("Hours by week"),
    )


def _week_head(week: WeekHead) -> rx.Component:
    return rx.el.th(
        week.word,
        scope="col",
        title=week.hint,
        class_name=rx.cond(week.this, "num week narrow this", "num week narrow"),
    )


def _total_week(text: rx.Var[str], at: Any) -> rx.Component:
    return rx.el.td(
        text,
        class_name=rx.cond(Page.weeks[at].this, "num week narrow this", "num week narrow"),
        key=at,
    )


def _row(sent: BoardRow) -> rx.Component:
    changed: Any = Page.now.changed
    row: BoardRow = rx.cond(changed.contains(sent.id), changed[sent.id], sent)
    marks: Any = Page.now.marks
    marked, mark = marks.contains(sent.id), marks[sent.id]

    def week(text: rx.Var[str], at: Any) -> rx.Component:
        css = rx.cond(Page.weeks[at].this, "num week narrow this", "num week narrow")
        hit = rx.cond(marked & (mark.hit == at), " hit", "")
        return rx.el.td(text, class_name=css.to(str) + hit.to(str), key=at)

    return rx.el.tr(
        rx.el.td(
            rx.el.span(
                rx.cond(
                    row.initials != "",
                    rx.el.span(row.initials, class_name="avatar", aria_hidden="true"),
                ),
                rx.cond(
                    row.group & (row.company != ""),
                    rx.cond(row.partner, rx.icon("link"), rx.icon("house")),
                ),
                rx.el.span(row.name, class_name="medium cut"),
                rx.cond(
                    row.group & (row.initials != ""),
                    rx.el.span(row.company, class_name="quiet small only-wide"),
                ),
                rx.cond(marked, rx.el.span(mark.text, class_name="badge info soft")),
                class_name=rx.cond(row.partner, "who partner", "who"),
            ),
            rx.cond(
                row.company != "",
                rx.el.span(row.company, class_name="quiet small where-small"),
            ),
            class_name="grow",
        ),
        rx.cond(
            Page.place.second_head != "",
            rx.el.td(rx.cond(row.company != "", _where(row)), class_name="of-company"),
        ),
        rx.foreach(row.cells, week),
        rx.el.td(row.total, class_name="num medium"),
        rx.el.td(row.budget, class_name="num quiet"),
        rx.el.td(
            rx.cond(
                row.share != "",
                rx.el.span(
                    rx.el.i(class_name=row.used_css, style={"width": f"{row.used}%"}),
                    class_name="meter",
                ),
            ),
            class_name="of-meter",
        ),
        rx.el.td(row.share, class_name=rx.cond(row.used_css == "over", "num over", "num quiet")),
        class_name=rx.cond(row.group, "group ", "").to(str) + rx.cond(marked, "news", "").to(str),
        key=sent.id,
    )


def _where(row: BoardRow) -> rx.Component:
    return rx.el.span(
        rx.cond(row.partner, rx.icon("link"), rx.icon("house")),
        rx.el.span(row.company),
        class_name=rx.cond(row.partner, "where partner", "where"),
        title=row.company,
    )


def just_arrived() -> rx.Component:
    """The column of news, newest first, and what is said of them aloud."""
    return rx.el.aside(
        rx.el.div(
            rx.el.h2(_("Just arrived"), class_name="strong"),
            rx.el.span(Page.now.today, class_name="push quiet small tn"),
            class_name="panel-head",
        ),
        rx.el.p(Page.now.said, class_name="vh", role="status", aria_live="polite"),
        rx.el.ul(
            rx.foreach(Page.now.fresh, _news),
            rx.foreach(Page.feed, _news),
            class_name="feed",
        ),
        rx.cond(
            (Page.feed.length() == 0) & (Page.now.fresh.length() == 0),
            rx.el.p(_("Nothing has arrived yet."), class_name="quiet small panel-body"),
        ),
        rx.el.div(
            page_link(
                _("All news on this project"), to=f"{Page.base}/hours/news", class_name="small link"
            ),
            class_name="panel-foot",
        ),
        class_name="panel",
        aria_label=_("Latest hours"),
    )


def _news(line: ArrivalLine) -> rx.Component:
    marks: Any = Page.now.marks
    marked, mark = marks.contains(line.key), marks[line.key]
    return rx.el.li(
        rx.el.span(line.initials, class_name="avatar", aria_hidden="true"),
        rx.el.div(
            rx.el.div(
                rx.el.b(line.name),
                rx.cond(
                    line.company != "",
                    rx.el.span(" ", rx.icon("link"), " ", line.company, class_name="quiet"),
                ),
                class_name="cut",
                title=line.company,
            ),
            rx.el.div(line.text, class_name="quiet"),
        ),
        rx.el.time(rx.cond(marked, mark.text, line.time), class_name="quiet"),
        class_name=rx.cond(marked, "news", ""),
        key=line.key,
    )
