"""The company switcher: where one is, and the other companies one belongs to."""

import reflex as rx

from moment_ui.core.words import _
from moment_ui.state.shell import CompanyLine, ShellState


def company_switcher() -> rx.Component:
    """Name and database code; opens a menu that keeps the page where possible."""
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                tile(ShellState.company.initials),
                rx.el.span(
                    rx.el.span(ShellState.company.name, class_name="name"),
                    rx.el.span(ShellState.company.slug, class_name="db"),
                    class_name="grow",
                ),
                rx.icon("chevrons-up-down"),
                class_name="company",
                type="button",
                title=ShellState.company.name,
            )
        ),
        rx.dropdown_menu.content(
            rx.el.div(_("Your companies"), class_name="menu-label"),
            rx.foreach(ShellState.companies, _choice),
            align="start",
            variant="soft",
        ),
        modal=False,
    )


def tile(initials: str | rx.Var[str]) -> rx.Component:
    """A company's initials on a dark square."""
    return rx.el.span(initials, class_name="tile", aria_hidden="true")


def _choice(company: CompanyLine) -> rx.Component:
    return rx.dropdown_menu.item(
        tile(company.initials),
        rx.el.span(
            rx.el.span(company.name, class_name="name"),
            rx.el.span(company.slug, class_name="db"),
        ),
        rx.cond(
            company.slug == ShellState.company.slug,
            rx.el.span(
                rx.icon("check", class_name="sm"),
                rx.el.span(_("here"), class_name="vh"),
                class_name="end",
            ),
        ),
        key=company.slug,
        class_name="company-item",
        on_select=rx.redirect(company.href),
    )
