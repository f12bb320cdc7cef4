"""Composing a draft: its head, activities with lines, products, sums, texts."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.offers.offer_cells import CELLS
from moment_ui.components.offers.offer_lines import activity_card, products_card
from moment_ui.core.words import _
from moment_ui.reports.offers.offer_view import OfferFact
from moment_ui.state.offers.offer import OfferPageState as Page
from moment_ui.state.offers.offer_choices import CURRENCIES, LANGUAGES


def compose() -> rx.Component:
    """Everything that can be written in a draft."""
    return rx.el.div(
        rx.el.datalist(
            rx.foreach(Page.view.vat_rates, lambda rate: rx.el.option(value=rate, key=rate)),
            id="vat-rates",
        ),
        _head(),
        rx.foreach(Page.view.activities, activity_card),
        rx.cond(Page.view.products, products_card()),
        _more(),
        _sums(),
        _texts(),
        class_name="stack compose",
    )


def _head() -> rx.Component:
    return card(
        _("Offer"),
        rx.el.div(
            CELLS.field("name", _("Name")),
            CELLS.choice(
                "contact", _("Contact"), Page.view.contacts, Page.view.contact, Page.set_contact
            ),
            CELLS.field("issue_date", _("Issued")),
            CELLS.field("valid_until", _("Valid until")),
            CELLS.field("start_on", _("Start-up")),
            CELLS.field("customer_reference", _("Customer reference")),
            CELLS.field("contract_reference", _("Contract reference")),
            rx.el.div(
                CELLS.choice(
                    "currency",
                    _("Currency"),
                    CURRENCIES,
                    Page.view.currency,
                    lambda code: Page.set_head("currency", code),
                ),
                CELLS.choice(
                    "language",
                    _("Language"),
                    LANGUAGES,
                    Page.view.language,
                    lambda code: Page.set_head("language", code),
                ),
                class_name="two",
            ),
            class_name="two form body",
        ),
    )


def _more() -> rx.Component:
    """The ways to go on; all there is while the offer is empty."""
    empty = ~Page.view.activities & ~Page.view.products
    return rx.el.div(
        rx.cond(
            empty,
            rx.el.p(
                _("Add what you offer: work by the hour, work at a fixed price, products."),
                class_name="quiet",
            ),
        ),
        rx.el.div(
            _add("clock", _("Activity by the hour"), Page.add_activity("hourly"), "h"),
            _add("tag", _("Activity at a fixed price"), Page.add_activity("fixed-price"), "f"),
            rx.cond(
                Page.view.products,
                rx.fragment(),
                _add("package", _("Product"), Page.add_line(0), "p"),
            ),
            class_name="row wrap",
        ),
        CELLS.error("rows"),
        class_name="adds-more",
    )


def _add(icon: str, word: str, act: Any, key: str) -> rx.Component:
    return rx.el.button(
        rx.icon(icon),
        word,
        type="button",
        class_name="btn outline",
        on_click=act,
        custom_attrs={"data-hotkey": f"Alt+{key}", "aria-keyshortcuts": f"Alt+{key}"},
    )


def _sums() -> rx.Component:
    return rx.el.section(
        rx.el.dl(rx.foreach(Page.view.sums, sum_line), class_name="facts sums"),
        class_name="card offer-sums",
        aria_label=_("Sums"),
        aria_live="polite",
    )


def sum_line(fact: OfferFact) -> rx.Component:
    """One of the sums."""
    return rx.fragment(rx.el.dt(fact.label), rx.el.dd(fact.value, class_name="num"), key=fact.label)


def _texts() -> rx.Component:
    return card(
        _("Texts"),
        rx.el.div(
            CELLS.field("intro", _("Before the lines"), area=4),
            CELLS.field("closing", _("After the sums"), area=4),
            class_name="form body",
        ),
    )


def notice() -> rx.Component:
    """What the customer said, or what one should know first."""
    said = rx.match(
        Page.view.said_tone,
        ("good", callout(Page.view.said, tone="good")),
        ("bad", callout(Page.view.said, tone="bad")),
        ("warn", callout(Page.view.said, tone="warn")),
        rx.fragment(),
    )
    return rx.fragment(said)
