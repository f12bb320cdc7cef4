"""What stands beside an offer: the paper as it will be printed, facts, and the log of what was sent."""

import reflex as rx
from reflex_components_core.el.elements.inline import A

from moment_ui.components.card import card, nothing_yet
from moment_ui.components.link import page_link
from moment_ui.components.offers.offer_compose import sum_line
from moment_ui.components.sheets import sheets
from moment_ui.core.words import _
from moment_ui.reports.offers.offer_view import OfferFact, SentLine
from moment_ui.state.offers.offer import OfferPageState as Page

PDF = "/api/offers" + Page.base + "/" + Page.view.id.to_string() + ".pdf"
"""Where the paper is fetched."""


def paper() -> rx.Component:
    """The pages of the offer beside it."""
    return rx.el.section(offer_sheets(), aria_label=_("As it is printed"))


def offer_sheets() -> rx.Component:
    """The pages of the offer, as the customer gets them."""
    return sheets(Page.pages, _("Page {page} of the offer as it is printed"))


def customers_page() -> rx.Component:
    """The address by which the customer reads and answers, to be handed out in other ways than by mail."""
    return rx.cond(
        Page.view.link != "",
        card(
            _("The customer's page"),
            rx.el.div(
                rx.el.p(
                    rx.cond(
                        Page.view.state_key == "sent",
                        _("Whoever has this address can read the offer and answer it."),
                        _("Whoever has this address can read the offer."),
                    ),
                    class_name="quiet",
                ),
                rx.el.input(
                    value=Page.view.link,
                    read_only=True,
                    class_name="field",
                    aria_label=_("Address of the customer's page"),
                ),
                rx.el.div(
                    rx.el.button(
                        rx.icon("copy"),
                        _("Copy link"),
                        type="button",
                        class_name="btn outline s1",
                        custom_attrs={"data-copy": Page.view.link},
                    ),
                    A.create(
                        rx.icon("external-link"),
                        _("Open it"),
                        href=Page.view.link,
                        target="_blank",
                        rel="noopener",
                        class_name="btn ghost s1",
                    ),
                    class_name="row",
                ),
                class_name="body customers-page",
            ),
        ),
    )


def facts() -> rx.Component:
    """Who, when, what it comes to."""
    return rx.fragment(
        card(
            _("Offer"),
            rx.el.div(
                rx.el.dl(rx.foreach(Page.view.facts, _fact), class_name="facts"),
                rx.el.dl(rx.foreach(Page.view.sums, sum_line), class_name="facts sums"),
                class_name="body",
            ),
        ),
        rx.cond(
            Page.view.related,
            card(
                _("Related"),
                rx.el.div(
                    rx.el.dl(rx.foreach(Page.view.related, _fact), class_name="facts"),
                    class_name="body",
                ),
            ),
        ),
    )


def log() -> rx.Component:
    """Each sending: what became of it, to whom, by whom."""
    return card(
        _("Send log"),
        rx.cond(
            Page.view.log,
            rx.el.ul(rx.foreach(Page.view.log, _sent), class_name="send-log"),
            nothing_yet(_("Nothing has been sent.")),
        ),
    )


def _fact(fact: OfferFact, index: int) -> rx.Component:
    return rx.fragment(
        rx.el.dt(fact.label),
        rx.el.dd(
            rx.cond(fact.link != "", page_link(fact.value, to=Page.base + fact.link), fact.value)
        ),
        key=index,
    )


def _sent(line: SentLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.result, class_name=line.css),
        rx.el.span(line.receivers, class_name="grow"),
        rx.el.span(line.by, class_name="quiet small"),
        rx.cond(line.detail != "", rx.el.span(line.detail, class_name="small detail")),
        key=line.key,
    )
