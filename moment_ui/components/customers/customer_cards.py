"""The cards of a customer's first tab."""

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.customers.customer_projects import new_project_button, projects_table
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.customers.balance_view import AgePart, StripCell
from moment_ui.reports.customers.customer_facts import FactLine
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile


def balance_strip() -> rx.Component:
    """The four figures, each a link to its invoices."""
    return rx.cond(
        Profile.view.strip,
        rx.el.section(
            rx.foreach(Profile.view.strip, _figure), class_name="strip", aria_label=_("Balance")
        ),
    )


def _figure(cell: StripCell) -> rx.Component:
    inside = rx.fragment(
        rx.el.span(cell.label, class_name="label"),
        rx.el.span(cell.figure, _unit(cell), class_name=["figure", cell.css]),
        rx.cond(cell.ageing, _ageing(cell)),
        rx.cond(cell.note != "", _delta(cell)),
        rx.cond(cell.more != "", rx.el.span(_("and "), cell.more, class_name="small quiet tn")),
    )
    rows = Profile.base + "/invoices?" + cell.query
    return rx.cond(
        (cell.query != "") & Profile.view.may_see_invoices,
        page_link(inside, to=rows, key=cell.label),
        rx.el.div(inside, key=cell.label),
    )


def _unit(cell: StripCell) -> rx.Component:
    return rx.cond(cell.unit != "", rx.el.small(cell.unit))


def _delta(cell: StripCell) -> rx.Component:
    arrow = rx.cond(
        cell.way == "up",
        rx.icon("arrow-up", class_name=cell.way_css),
        rx.icon("arrow-down", class_name=cell.way_css),
    )
    return rx.el.span(
        rx.cond(
            cell.way != "", rx.fragment(arrow, rx.el.b(cell.strong, class_name=cell.way_css), " ")
        ),
        cell.note,
        class_name="delta",
    )


def _ageing(cell: StripCell) -> rx.Component:
    return rx.el.span(
        rx.foreach(cell.ageing, _age),
        class_name="ageing",
        role="img",
        aria_label=cell.ageing_words,
        title=cell.ageing_words,
    )


def _age(part: AgePart) -> rx.Component:
    return rx.el.i(class_name=part.css, style={"width": f"{part.share}%"})


def projects_card() -> rx.Component:
    """The open projects with hours and budget."""
    return rx.cond(
        Profile.view.may_see_projects,
        card(
            _("Projects"),
            projects_table(Profile.view.projects, _("No open projects.")),
            note=Profile.view.projects_note,
            actions=(new_project_button(),),
        ),
    )


def fact_list(lines: rx.Var[list[FactLine]]) -> rx.Component:
    """Facts as words at the left and values at the right."""
    return rx.el.dl(rx.foreach(lines, _fact), class_name="facts")


def _fact(line: FactLine) -> rx.Component:
    return rx.fragment(
        rx.el.dt(line.label),
        rx.el.dd(
            rx.cond(
                line.href != "",
                rx.el.a(line.value, href=line.href, rel="noreferrer noopener"),
                line.value,
            ),
            rx.cond(line.second != "", rx.el.div(line.second)),
            class_name=line.css,
        ),
        key=line.label,
    )
