"""Setup → Price lists: what an hour costs, by role and co-worker, from a day on."""

from typing import Any, cast

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup.rates_table import list_tools, rate_dialogs, rates_table
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.core.words import _
from moment_ui.reports.setup.rates_view import RatesView
from moment_ui.state.setup.rate_forms import PriceListState, RenameListState
from moment_ui.state.setup.rates import CompanyRatesState as Rates

VIEW = cast("RatesView", Rates.view)
LABELS = {
    "name": _("Name"),
    "currency": _("Currency"),
    "copy_of": _("Begin with"),
    "percent": _("Change"),
}


def setup_price_lists() -> rx.Component:
    """The company's lists as tabs, one of them open."""
    return shell(
        page_head(
            _("Price lists"),
            rx.cond(Rates.may, _new()),
            trail=crumbs((_("Setup"), ""), (_("Price lists"), "")),
        ),
        rx.cond(
            Rates.phase == "failed",
            failed(_("The price lists cannot be shown"), Rates.problem, retry=Rates.load),
        ),
        rx.cond(Rates.phase == "ready", rx.cond(Rates.lists, _open(), _nothing())),
        rate_dialogs(),
        _form(),
        _rename(),
        area="setup/price-lists",
    )


def _new() -> rx.Component:
    return rx.el.button(
        rx.icon("plus"),
        _("New price list"),
        type="button",
        class_name="btn solid",
        on_click=PriceListState.start,
    )


def _nothing() -> rx.Component:
    return empty(
        "coins",
        _("No price lists yet"),
        _("The first one holds for every customer without rates of its own."),
    )


def _open() -> rx.Component:
    return rx.fragment(
        rx.el.nav(
            rx.foreach(
                Rates.lists,
                lambda one: page_link(
                    one[1],
                    to=Rates.base + "/setup/price-lists?list=" + one[0],
                    aria_current=rx.cond(one[0] == Rates.open_list, "page", None),
                    key=one[0],
                ),
            ),
            class_name="tabs page",
            aria_label=_("Price lists"),
        ),
        rx.el.div(
            rx.el.div(
                rx.el.span(
                    _("Per hour, in "), VIEW.currency, _(", without VAT."), class_name="quiet"
                ),
                rx.el.span(
                    rx.cond(Rates.may, _about_the_list()),
                    list_tools(Rates),
                    class_name="push row wrap",
                ),
                class_name="row wrap",
            ),
            rates_table(Rates),
            class_name="content stack",
        ),
    )


def _about_the_list() -> rx.Component:
    return rx.fragment(
        page_link(
            _("Co-workers’ rates"),
            to=Rates.base + "/setup/price-lists/co-workers",
            class_name="btn ghost s1",
        ),
        _act(_("Rename"), RenameListState.start),
        rx.cond(
            Rates.active,
            rx.cond(
                Rates.standard,
                rx.fragment(),
                rx.fragment(
                    _act(_("Put aside"), Rates.put_aside),
                    _act(_("Make it the standard"), Rates.make_standard),
                ),
            ),
            _act(_("Bring back"), Rates.bring_back),
        ),
    )


def _act(word: str, chosen: Any) -> rx.Component:
    return rx.el.button(word, type="button", class_name="btn ghost s1", on_click=chosen)


def _rename() -> rx.Component:
    form = FormFields(RenameListState)
    return form_dialog(
        FormDialog(RenameListState, _("Rename the list"), _("Rename"), {"name": _("Name")}),
        form.text("name", _("Name"), required=True, auto_focus=True),
    )


def _form() -> rx.Component:
    form = FormFields(PriceListState)
    return form_dialog(
        FormDialog(PriceListState, _("New price list"), _("Create the list"), LABELS),
        rx.el.div(
            form.text("name", _("Name"), required=True, auto_focus=True),
            form.choice("currency", _("Currency"), PriceListState.currencies),
            form.choice("copy_of", _("Begin with"), PriceListState.lists),
            form.text(
                "percent",
                _("Change"),
                unit="%",
                help_text=_("Of the rates it begins with, such as 3,5 or -2."),
                input_mode="decimal",
            ),
            class_name="two",
        ),
    )
