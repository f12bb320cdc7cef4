"""Setup → Company: what stands on papers, beside an invoice as it looks with it."""

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.drop_zone import drop_zone
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.partners.enable import module_card
from moment_ui.components.plain_form import plain_form
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.setup.company_setup import LABELS, DetailLine
from moment_ui.state.setup.company_setup import CompanySetupState as Company


def setup_company() -> rx.Component:
    """The details and the logo at the left, a sample at the right."""
    return shell(
        page_head(
            _("Company"),
            rx.cond(
                Company.may,
                rx.el.button(
                    rx.icon("pencil", size=16),
                    _("Edit"),
                    type="button",
                    class_name="btn solid",
                    on_click=Company.start,
                ),
            ),
            note=_("What stands on invoices finalised from now on"),
            trail=crumbs((_("Setup"), ""), (_("Company"), "")),
        ),
        rx.cond(
            Company.phase == "ready",
            rx.el.div(
                rx.el.div(_details(), _logo(), module_card(), class_name="stack"),
                rx.el.div(_sample(), class_name="stack beside"),
                class_name="content offer-page",
            ),
        ),
        _form(),
        area="setup/company",
    )


def _details() -> rx.Component:
    return card(
        _("Details"),
        rx.el.div(
            rx.el.dl(rx.foreach(Company.lines, _line), class_name="facts broad"), class_name="body"
        ),
    )


def _line(line: DetailLine, index: int) -> rx.Component:
    return rx.fragment(
        rx.el.dt(line.label),
        rx.el.dd(rx.cond(line.value != "", line.value, "\N{EN DASH}")),
        key=index,
    )


def _logo() -> rx.Component:
    return card(
        _("Logo"),
        rx.el.div(
            rx.cond(
                Company.logo_problem,
                callout(_("Choose a PNG or JPEG picture of at most 5 MB."), tone="bad"),
            ),
            rx.cond(
                Company.has_logo,
                rx.el.p(_("Printed at the top left, as the sample shows."), class_name="quiet"),
                rx.el.p(_("Without a logo the company's name is printed."), class_name="quiet"),
            ),
            rx.cond(
                Company.may,
                plain_form(
                    drop_zone(
                        _("Drop the logo here, or choose it"),
                        _("PNG or JPEG, at most {megabytes} MB."),
                        "image/png,image/jpeg",
                        5,
                    ),
                    action=Company.upload_to,
                    files=True,
                ),
            ),
            rx.cond(
                Company.may & Company.has_logo,
                rx.el.div(
                    rx.el.button(
                        rx.icon("trash-2"),
                        _("Take the logo away"),
                        type="button",
                        class_name="btn outline s1",
                        on_click=Company.remove_logo,
                    ),
                ),
            ),
            class_name="body stack",
        ),
    )


def _sample() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.img(
                src=Company.sample,
                alt=_("A sample invoice with these details"),
                class_name="sheet-of-paper",
            ),
            class_name="papers",
        ),
        aria_label=_("Sample"),
    )


def _form() -> rx.Component:
    form = FormFields(Company)
    two = "two"
    return form_dialog(
        FormDialog(Company, _("Edit company"), _("Save"), LABELS),
        form.text("name", LABELS["name"], required=True),
        rx.el.div(
            form.text("org_number", LABELS["org_number"]),
            form.text("vat_number", LABELS["vat_number"]),
            class_name=two,
        ),
        form.text("address_line1", LABELS["address_line1"]),
        form.text("address_line2", LABELS["address_line2"]),
        rx.el.div(
            form.text("postal_code", LABELS["postal_code"]),
            form.text("city", LABELS["city"]),
            class_name=two,
        ),
        rx.el.div(
            form.text("email", LABELS["email"], input_mode="email"),
            form.text("phone", LABELS["phone"], input_mode="tel"),
            class_name=two,
        ),
        form.text("website", LABELS["website"]),
        form.text("bank_account", LABELS["bank_account"]),
        rx.el.div(
            form.text("iban", LABELS["iban"]), form.text("bic", LABELS["bic"]), class_name=two
        ),
        rx.el.div(
            form.text("bankgiro", LABELS["bankgiro"]),
            form.text("plusgiro", LABELS["plusgiro"]),
            class_name=two,
        ),
        form.tick("in_business_register", LABELS["in_business_register"]),
        form.tick("has_f_tax", LABELS["has_f_tax"]),
    )
