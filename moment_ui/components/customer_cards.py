"""The cards of a customer's first tab."""

import reflex as rx

from moment_ui.components.card import add_button, card, card_body, nothing_yet
from moment_ui.components.customer_checks import receiver_mark
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.balance_view import AgePart, StripCell
from moment_ui.reports.customer_facts import FactLine
from moment_ui.reports.customer_view import ProjectLine
from moment_ui.state.customer_profile import CustomerProfileState as Profile
from moment_ui.state.edit_customer import EditCustomerState
from moment_ui.state.new_project import NewProjectState

PROJECT_HEADS = (
    (_("Project"), "grow"),
    (_("Leader"), ""),
    (_("State"), ""),
    (_("Hours"), "num"),
    (_("Budget"), "num"),
)


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
            rx.cond(
                Profile.view.projects,
                rx.el.div(
                    rx.el.table(
                        rx.el.thead(
                            rx.el.tr(
                                *[
                                    rx.el.th(word, class_name=css, scope="col")
                                    for word, css in PROJECT_HEADS
                                ],
                                rx.el.th(rx.el.span(_("Used"), class_name="vh"), scope="col"),
                            )
                        ),
                        rx.el.tbody(rx.foreach(Profile.view.projects, _project)),
                        class_name="report-table",
                    ),
                    class_name="table-scroll",
                    tab_index=0,
                    role="region",
                    aria_label=_("Projects"),
                ),
                nothing_yet(_("No open projects.")),
            ),
            note=Profile.view.projects_note,
            actions=(
                rx.cond(
                    Profile.view.may_create_projects,
                    add_button(_("New project"), NewProjectState.start),
                ),
            ),
        ),
    )


def _project(row: ProjectLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            page_link(
                rx.el.span(row.number, class_name="quiet tn"),
                rx.el.span(row.name, class_name="medium after"),
                to=f"{Profile.company}/projects/{row.id}",
            ),
            class_name="grow",
        ),
        rx.el.td(row.leader),
        rx.el.td(rx.el.span(row.status, class_name=row.status_css)),
        rx.el.td(row.hours, class_name="num"),
        rx.el.td(row.budget, class_name="num"),
        rx.el.td(
            rx.cond(
                row.used_words != "",
                rx.el.span(
                    rx.el.i(class_name=row.used_css, style={"width": f"{row.used}%"}),
                    class_name="meter",
                    role="img",
                    aria_label=row.used_words,
                    title=row.used_words,
                ),
            ),
            class_name="used",
        ),
        key=row.id,
        aria_current=rx.cond(row.asked_for, "true", "false"),
        tab_index=rx.cond(row.asked_for, -1, rx.Var("undefined")),
        custom_attrs={"data-arrive": rx.cond(row.asked_for, "", rx.Var("undefined"))},
    )


def data_cards() -> rx.Component:
    """Company data and invoicing, with the way to edit them."""
    return rx.fragment(
        card(
            _("Company data"),
            card_body(fact_list(Profile.view.company_data), fact_list(Profile.view.money_data)),
            actions=(
                rx.cond(
                    Profile.view.may_edit,
                    rx.el.button(
                        rx.icon("pencil"),
                        _("Edit"),
                        type="button",
                        class_name="btn ghost s1",
                        on_click=EditCustomerState.start,
                    ),
                ),
            ),
        ),
        card(_("Invoicing"), card_body(fact_list(Profile.view.invoicing))),
        rx.el.p(Profile.view.created, class_name="quiet small created"),
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
            rx.cond(line.slot == "receiver", receiver_mark()),
            class_name=line.css,
        ),
        key=line.label,
    )
