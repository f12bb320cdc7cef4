"""Each partner with the customer that stands for it here, and the one that stands for us there."""

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.finder import customer_choice
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.reports.partners.setup_view import AttachLine
from moment_ui.state.partners.forms import AttachState as Attach
from moment_ui.state.partners.setup import PartnersState as Partners


def attach_table() -> rx.Component:
    """One row a partner; what is missing has its match beside it."""
    heads = (
        _("Company"),
        _("Our customer for them"),
        _("Their customer for us"),
        _("State"),
    )
    return rx.cond(
        Partners.view.attach,
        card(
            _("Attach each company to a customer"),
            rx.el.table(
                rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                rx.el.tbody(rx.foreach(Partners.view.attach, _row)),
                class_name="report-table attach-table",
            ),
        ),
    )


def attach_dialog() -> rx.Component:
    """Find the customer; or the question whether to make one that looks like another."""
    form = FormFields(Attach)
    return form_dialog(
        FormDialog(
            Attach,
            rx.cond(
                Attach.company != "",
                rx.Var.create(_("A customer for ")).to(str) + Attach.company,
                _("Create as new customer"),
            ),
            _("Attach"),
            {"customer_id": _("Customer")},
            anyway=_("Create all the same"),
        ),
        rx.cond(
            Attach.company != "",
            rx.fragment(
                rx.el.p(
                    _("Internal invoices go to it, and secondary projects are its."),
                    class_name="quiet",
                ),
                customer_choice(form, _("No customer has this name or number.")),
            ),
        ),
    )


def _row(line: AttachLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.span(
                rx.el.span(line.initials, class_name="tile partner", aria_hidden="true"),
                line.name,
                class_name="row",
            )
        ),
        rx.el.td(
            rx.el.button(
                rx.cond(line.ours != "", line.ours, _("Choose a customer")),
                rx.icon("chevron-down", class_name="end"),
                type="button",
                class_name=rx.cond(line.ours != "", "field chosen", "field chosen quiet"),
                aria_label=rx.Var.create(_("Our customer for ")).to(str) + line.name,
                on_click=Attach.start(line.id),
            ),
            _ways(line),
        ),
        rx.el.td(
            rx.el.span(_("Their customer for us: "), class_name="only-narrow-inline quiet"),
            line.theirs,
            class_name=rx.cond(line.theirs_known, "tn", "quiet"),
        ),
        rx.el.td(rx.el.span(line.word, class_name=["status", line.tone, line.glyph])),
        key=line.id,
    )


def _ways(line: AttachLine) -> rx.Component:
    return rx.cond(
        line.ours == "",
        rx.el.div(
            rx.cond(
                line.match_id > 0,
                rx.fragment(
                    rx.el.span(_("The same company found:"), class_name="quiet small"),
                    rx.el.button(
                        line.match,
                        type="button",
                        class_name="btn outline s1",
                        on_click=Attach.match(line.id, line.match_id),
                    ),
                ),
            ),
            rx.cond(
                line.may_make,
                rx.el.button(
                    rx.icon("plus"),
                    _("Create as new customer"),
                    type="button",
                    class_name="btn ghost s1",
                    on_click=Attach.make(line.id),
                ),
            ),
            class_name="row wrap ways",
        ),
    )
