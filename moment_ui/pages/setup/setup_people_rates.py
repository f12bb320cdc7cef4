"""Setup → Price lists → Co-workers: what each is billed at, and costs the company."""

from typing import cast

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup.rates_table import list_tools, rate_dialogs, rates_table
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.setup.rates_view import RatesView
from moment_ui.state.setup.people_rates import PeopleRatesState as Rates

VIEW = cast("RatesView", Rates.view)


def setup_people_rates() -> rx.Component:
    """One table of the two, chosen at its head."""
    return shell(
        page_head(
            _("Co-workers’ rates"),
            trail=crumbs((_("Setup"), ""), (_("Price lists"), ""), (_("Co-workers"), "")),
        ),
        rx.cond(
            Rates.phase == "failed",
            failed(_("The rates cannot be shown"), Rates.problem, retry=Rates.load),
        ),
        rx.cond(Rates.phase == "ready", _table()),
        rate_dialogs(),
        area="setup/price-lists",
    )


def _table() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.select(
                rx.el.option(_("What each is billed at"), value="1"),
                rx.el.option(_("True cost of each"), value="2"),
                value=Rates.kind,
                on_change=Rates.choose,
                class_name="field s1 choose-list",
                aria_label=_("Which rates"),
            ),
            rx.el.span(list_tools(Rates), class_name="push row wrap"),
            class_name="row wrap",
        ),
        rx.el.p(
            _("Per hour, in "),
            VIEW.currency,
            _(", without VAT. Price models take these where their base says so."),
            class_name="quiet",
        ),
        rates_table(Rates),
        rx.el.p(
            page_link(_("Back to the price lists"), to=Rates.base + "/setup/price-lists"),
        ),
        class_name="content stack",
    )
