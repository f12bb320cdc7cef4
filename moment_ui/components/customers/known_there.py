"""The prompt that a partner company has the customer, its box, and what then comes along."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.state.customers.known_there import IN_STEP, KnownLine
from moment_ui.state.customers.new_customer import NewCustomerState as New


def known_there(form: FormFields) -> rx.Component:
    """While nothing is brought along the prompts, one each; after that what comes along."""
    return rx.el.div(
        rx.cond(New.along.company == "", rx.foreach(New.known, _prompt), _along(form)),
        role="status",
        class_name="form",
    )


def _prompt(line: KnownLine) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.icon("handshake"),
            rx.el.span(
                rx.el.b(line.name), _(" is a customer of "), rx.el.b(line.company), " · ", line.same
            ),
        ),
        rx.el.div(
            rx.el.dl(
                rx.el.dt(_("Company")),
                rx.el.dd(line.company),
                rx.el.dt(_("Status there")),
                rx.el.dd(rx.el.span(line.status, class_name=line.status_css)),
                rx.el.dt(_("Known as")),
                rx.el.dd(line.name, rx.cond(line.about != "", rx.fragment(" · ")), line.about),
                rx.el.dt(_("Comes along")),
                rx.el.dd(_("Org number, addresses, "), line.people),
                class_name="facts",
            ),
            rx.el.button(
                _("Use it"),
                type="button",
                class_name="btn solid s1",
                on_click=New.use_known(line.company_id, line.customer_id),
            ),
            class_name="stack",
        ),
        key=f"{line.company_id}-{line.customer_id}",
        class_name="known-there",
    )


def _along(form: FormFields) -> rx.Component:
    return callout(
        rx.el.p(rx.el.span(_("Comes along from ")), rx.el.b(New.along.company)),
        rx.el.p(
            _("Org number and addresses are filled in. Contact persons: "),
            New.along.people,
            class_name="small",
        ),
        form.tick(IN_STEP, _("Keep in step: show me when it changes there")),
        rx.el.button(
            _("Leave it out"), type="button", class_name="btn outline s1", on_click=New.leave_out
        ),
        tone="good",
    )
