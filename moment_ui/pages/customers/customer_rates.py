"""A customer's Hourly rates tab: its own list, the company's list behind it, and who has no rate."""

from typing import cast

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_tabs import RATES
from moment_ui.components.setup.rates_table import list_tools, rate_dialogs, rates_read, rates_table
from moment_ui.components.shell import not_for_you
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.setup.rates_view import MissingLine, RatesView
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile
from moment_ui.state.setup.rates import CustomerRatesState as Rates

VIEW, BEHIND = cast("RatesView", Rates.view), cast("RatesView", Rates.behind)


def customer_rates() -> rx.Component:
    """What holds for the customer, most specific first."""
    refused = (Profile.phase == "ready") & ~Profile.view.may_see_rates
    shown = rx.cond(
        Rates.phase == "failed",
        failed(_("The rates cannot be shown"), Rates.problem, retry=Rates.load),
        rx.cond(
            Rates.phase == "ready",
            rx.el.div(_missing(), _own(), _behind(), rate_dialogs(), class_name="content stack"),
        ),
    )
    ours = rx.cond(Rates.shown_for == Profile.view.id, shown)
    return profile_frame(rx.cond(refused, not_for_you(), ours), tab=RATES)


def _missing() -> rx.Component:
    def line(one: MissingLine) -> rx.Component:
        return rx.el.li(rx.el.span(one.who, class_name="medium"), " ", one.hours)

    return rx.cond(
        Rates.missing,
        callout(
            rx.el.p(_("Hours to invoice without a rate:"), class_name="medium"),
            rx.el.ul(rx.foreach(Rates.missing, line)),
            tone="warn",
        ),
    )


def _own() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.h2(_("Rates of this customer"), class_name="card-title"),
            rx.cond(Rates.own, rx.el.span(VIEW.currency, class_name="quiet")),
            rx.cond(Rates.own, rx.el.span(list_tools(Rates), class_name="push row wrap")),
            class_name="row wrap",
        ),
        rx.cond(Rates.own, rates_table(Rates), _none()),
        class_name="stack",
    )


def _none() -> rx.Component:
    return rx.fragment(
        rx.el.p(
            _("The customer has no rates of its own: the list below holds."), class_name="quiet"
        ),
        rx.cond(
            Rates.may,
            rx.el.div(
                rx.el.button(
                    _("Set rates that differ"),
                    type="button",
                    class_name="btn outline",
                    on_click=Rates.begin(False),
                ),
                rx.cond(
                    Rates.lists,
                    rx.el.button(
                        _("Copy the list below, then change it"),
                        type="button",
                        class_name="btn outline",
                        on_click=Rates.begin(True),
                    ),
                ),
                class_name="row wrap",
            ),
        ),
    )


def _behind() -> rx.Component:
    choice = rx.el.select(
        rx.foreach(Rates.lists, lambda one: rx.el.option(one[1], value=one[0], key=one[0])),
        value=Rates.base_list,
        on_change=Rates.refer,
        class_name="field s1 choose-list",
        aria_label=_("The company’s list that holds"),
    )
    return rx.cond(
        BEHIND.id != 0,
        rx.el.section(
            rx.el.div(
                rx.el.h2(
                    rx.cond(
                        Rates.own,
                        _("Where those are silent, the company’s list holds"),
                        _("The company’s list"),
                    ),
                    class_name="card-title",
                ),
                rx.cond(Rates.may, choice, rx.el.span(BEHIND.name, class_name="quiet")),
                class_name="row wrap",
            ),
            rates_read(BEHIND, _("The company’s list")),
            class_name="stack",
        ),
        rx.el.p(
            _("The company has no price list yet: see Setup, Price lists."), class_name="quiet"
        ),
    )
