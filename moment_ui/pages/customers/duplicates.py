"""Customers → Duplicates: customers that are probably one."""

from typing import Any, cast

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import empty
from moment_ui.core.words import _
from moment_ui.reports.customers.merge_lines import (
    CandidateLine,
    DismissedLine,
    DuplicatesView,
    GroupLine,
)
from moment_ui.state.customers.duplicates import DuplicatesState as Duplicates

VIEW = cast("DuplicatesView", Duplicates.view)
HERE = Duplicates.company + "/customers/duplicates"


def duplicates() -> rx.Component:
    """The groups, the surest first; and the pairs that somebody found to be two."""
    return shell(
        page_head(
            _("Duplicates"),
            trail=crumbs(
                (_("Customers"), Duplicates.company + "/customers"), (_("Duplicates"), "")
            ),
        ),
        _tabs(),
        rx.cond(Duplicates.phase == "ready", rx.cond(Duplicates.answered, _answers(), _groups())),
        area="customers/duplicates",
    )


def _tabs() -> rx.Component:
    def tab(word: str, to: Any, count: Any, *, here: Any) -> rx.Component:
        return page_link(
            word,
            rx.el.span(count, class_name="quiet count"),
            to=to,
            aria_current=rx.cond(here, "page", None),
        )

    return rx.el.nav(
        tab(_("Likely duplicates"), HERE, VIEW.group_count, here=~Duplicates.answered),
        tab(_("Answered"), HERE + "?show=answered", VIEW.answer_count, here=Duplicates.answered),
        class_name="tabs page",
        aria_label=_("Duplicates"),
    )


def _groups() -> rx.Component:
    return rx.cond(
        VIEW.groups.length() > 0,  # pyright: ignore[reportAttributeAccessIssue]
        rx.el.div(rx.foreach(VIEW.groups, _group), _pager(), class_name="content stack"),
        empty(
            "users",
            _("No likely duplicates"),
            _("No two customers share a company reg. no., name, e-mail or phone number."),
        ),
    )


def _answers() -> rx.Component:
    return rx.cond(
        VIEW.answers.length() > 0,  # pyright: ignore[reportAttributeAccessIssue]
        rx.el.div(
            card(
                _("Not duplicates"),
                rx.el.ul(rx.foreach(VIEW.answers, _answer), class_name="duplicates"),
                note=_("These are never shown together, until somebody looks again."),
            ),
            _pager(),
            class_name="content stack",
        ),
        empty(
            "users",
            _("No answers yet"),
            _("What you call “Not duplicates” is listed here, and can be taken back."),
        ),
    )


def _answer(line: DismissedLine) -> rx.Component:
    def named(key: Any, name: Any, number: Any) -> rx.Component:
        return rx.el.div(
            page_link(name, to=Duplicates.company + f"/customers/{key}", class_name="link medium"),
            " ",
            rx.el.span(number, class_name="quiet tn"),
        )

    return rx.el.li(
        rx.el.div(
            named(line.one, line.name, line.number),
            named(line.other, line.other_name, line.other_number),
            rx.el.div(line.said, class_name="quiet small"),
            class_name="grow",
        ),
        rx.el.button(
            _("Look again"),
            type="button",
            class_name="btn outline s1",
            aria_label=rx.Var.create(_("Look again: ")).to(str)
            + line.number
            + ", "
            + line.other_number,
            on_click=Duplicates.look_again(line.one, line.other),
        ),
        key=f"{line.one}-{line.other}",
    )


def _group(group: GroupLine) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(group.customers[0].name),
            rx.el.span(group.strength, class_name=group.strength_css),
            rx.el.span(group.reasons, " ", group.more, class_name="quiet"),
            rx.el.span(
                rx.el.button(
                    _("Not duplicates"),
                    type="button",
                    class_name="btn ghost s1",
                    aria_label=f"{_('Not duplicates')}: {group.customers[0].name}",
                    on_click=Duplicates.dismiss(group.ids),
                ),
                class_name="push",
            ),
        ),
        rx.el.ul(
            rx.foreach(group.customers, lambda line, place: _line(line, place, group)),
            class_name="duplicates",
        ),
        key=group.key,
        class_name="card",
    )


def _line(line: CandidateLine, place: rx.Var[int], group: GroupLine) -> rx.Component:
    first = group.customers[0]
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                page_link(
                    line.name,
                    to=f"{Duplicates.company}/customers/{line.id}",
                    class_name="link medium",
                ),
                " ",
                rx.el.span(line.number, class_name="quiet tn"),
            ),
            rx.el.div(line.about, class_name="quiet small"),
            class_name="grow",
        ),
        rx.el.span(line.holds, class_name="quiet small only-wide"),
        rx.el.span(line.status, class_name=line.status_css),
        rx.cond(
            place != 0,
            rx.el.span(
                rx.cond(
                    group.customers.length() > 2,  # pyright: ignore[reportAttributeAccessIssue]
                    rx.el.button(
                        _("Not this one"),
                        type="button",
                        class_name="btn ghost s1",
                        aria_label=f"{_('Not this one')}: {line.number}",
                        on_click=Duplicates.dismiss_one(line.id, group.ids),
                    ),
                ),
                page_link(
                    _("Merge into {number}").format(number=first.number),
                    to=f"{Duplicates.company}/customers/{first.id}/merge?with={line.id}&step=2",
                    class_name="btn outline s1",
                ),
                class_name="row",
            ),
            rx.el.span(_("Stays, as proposed"), class_name="quiet small"),
        ),
        key=line.id,
    )


def _pager() -> rx.Component:
    return rx.cond(
        Duplicates.place != "",
        rx.el.nav(
            rx.cond(
                Duplicates.previous != "",
                page_link(_("Previous"), to=Duplicates.previous, class_name="btn outline s1"),
            ),
            rx.el.span(Duplicates.place, class_name="quiet small tn"),
            rx.cond(
                Duplicates.next != "",
                page_link(_("Next"), to=Duplicates.next, class_name="btn outline s1"),
            ),
            class_name="row",
            aria_label=_("Pages"),
        ),
    )
