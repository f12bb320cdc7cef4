"""Customers → Duplicates: customers that are probably one."""

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import empty
from moment_ui.core.words import _
from moment_ui.reports.merge_lines import CandidateLine, GroupLine
from moment_ui.state.duplicates import DuplicatesState as Duplicates


def duplicates() -> rx.Component:
    """The groups, the surest first."""
    return shell(
        page_head(
            _("Duplicates"),
            note=Duplicates.count,
            trail=crumbs((_("Customers"), ""), (_("Duplicates"), "")),
        ),
        rx.cond(
            Duplicates.phase == "ready",
            rx.cond(
                Duplicates.groups.length() > 0,
                rx.el.div(
                    rx.foreach(Duplicates.groups, _group), _pager(), class_name="content stack"
                ),
                empty(
                    "users",
                    _("No likely duplicates"),
                    _("No two customers share a company reg. no., name, e-mail or phone number."),
                ),
            ),
        ),
        area="customers/duplicates",
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
