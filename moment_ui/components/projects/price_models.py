"""The cards of a project's price models: what each says, its rates, plan and products."""

from typing import Any, cast

import reflex as rx

from moment_ui.components.card import callout, card_body, small_button
from moment_ui.components.customers.customer_cards import fact_list
from moment_ui.components.link import page_link
from moment_ui.components.projects.price_model_tables import offer_table, plan_table, product_table
from moment_ui.components.setup.rates_table import list_tools, rates_table
from moment_ui.core.words import _
from moment_ui.reports.customers.customer_facts import FactLine
from moment_ui.reports.projects.price_model_view import (
    GapLine,
    ModelCard,
    ModelRateLine,
    PriceModelsView,
)
from moment_ui.reports.projects.price_models import kind_choices
from moment_ui.state.projects.model_rates import ModelRatesState as Rates
from moment_ui.state.projects.price_model_forms import PriceModelState
from moment_ui.state.projects.price_model_shares import PriceModelSharesState
from moment_ui.state.projects.price_models import PriceModelsState as Models
from moment_ui.state.projects.project_page import ProjectPageState as Project

VIEW = cast("PriceModelsView", Models.view)


def new_model_menu() -> rx.Component:
    """What a new price model can be."""
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                rx.icon("plus"),
                _("New price model"),
                rx.icon("chevron-down", class_name="sm"),
                type="button",
                class_name="btn solid",
            )
        ),
        rx.dropdown_menu.content(
            *[
                rx.dropdown_menu.item(word, on_select=PriceModelState.begin(kind))
                for kind, word in kind_choices()
            ],
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def gaps() -> rx.Component:
    """What keeps work from being invoiced, each with the way to mend it."""
    return rx.cond(
        VIEW.gaps,
        callout(
            rx.el.p(_("Not everything can be invoiced as it is:"), class_name="medium"),
            rx.el.ul(rx.foreach(VIEW.gaps, _gap), class_name="gaps"),
            tone="warn",
        ),
    )


def model_cards() -> rx.Component:
    """The price models in their order."""
    return rx.fragment(rx.foreach(VIEW.models, _card))


def _gap(gap: GapLine) -> rx.Component:
    mend = rx.match(
        gap.fix,
        ("model", _fix(_("Make a price model"), PriceModelState.begin("hourly"))),
        ("rates", _fix(_("Set a rate"), Rates.open_model(gap.model_id))),
        ("lists", page_link(_("Open the price lists"), to=Models.company + "/setup/price-lists")),
        (
            "people",
            page_link(
                _("Open the co-workers’ rates"),
                to=Models.company + "/setup/price-lists/co-workers",
            ),
        ),
        ("activities", page_link(_("Open the activities"), to=Project.base)),
        rx.fragment(),
    )
    both = rx.cond(gap.fix == "lists", _fix(_("Set a rate here"), Rates.open_model(gap.model_id)))
    return rx.el.li(
        rx.el.span(gap.text),
        rx.cond(VIEW.may_edit, rx.el.span(mend, both, class_name="row")),
        key=gap.key,
    )


def _fix(word: str, chosen: Any) -> rx.Component:
    return rx.el.button(word, type="button", class_name="btn link", on_click=chosen)


def _card(card: ModelCard) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(card.name),
            rx.el.span(card.kind_word, ", ", card.currency, class_name="quiet only-wide"),
            rx.el.span(card.standing, class_name=card.standing_css),
            rx.cond(VIEW.may_edit, rx.el.span(_tools(card), class_name="push")),
        ),
        rx.el.div(
            rx.el.div(_content(card), class_name="stack"),
            rx.el.div(
                fact_list(cast("rx.Var[list[FactLine]]", card.facts)),
                rx.cond(card.used_words != "", _meter(card)),
                class_name="model-facts",
            ),
            class_name="model-card",
        ),
        rx.cond(card.payers, _payers(card)),
        key=card.id,
        id=f"price-model-{card.id}",
        class_name=rx.cond(card.active, "card", "card put-aside"),
    )


def _tools(card: ModelCard) -> rx.Component:
    return rx.fragment(
        small_button("pencil", _("Edit {name}"), card.name, PriceModelState.edit(card.id)),
        rx.cond(
            ~(card.is_first & card.is_last),
            rx.fragment(
                small_button(
                    "arrow-up",
                    _("Move {name} up"),
                    card.name,
                    Models.move(card.id, -1),
                    disabled=card.is_first,
                ),
                small_button(
                    "arrow-down",
                    _("Move {name} down"),
                    card.name,
                    Models.move(card.id, 1),
                    disabled=card.is_last,
                ),
            ),
        ),
        rx.dropdown_menu.root(
            rx.dropdown_menu.trigger(
                rx.el.button(
                    rx.icon("ellipsis"),
                    type="button",
                    class_name="btn ghost icon s1",
                    aria_label=rx.Var.create(_("More of ")).to(str) + card.name,
                )
            ),
            rx.dropdown_menu.content(
                _item("users", _("Who pays"), PriceModelSharesState.begin(card.id)),
                rx.cond(
                    card.active,
                    _item("archive", _("Put aside"), Models.put_aside(card.id)),
                    _item("archive-restore", _("Bring back"), Models.bring_back(card.id)),
                ),
                rx.cond(card.removable, _item("trash-2", _("Remove"), Models.remove(card.id))),
                align="end",
                variant="soft",
            ),
            modal=False,
        ),
    )


def _item(icon: str, word: str, chosen: Any) -> rx.Component:
    return rx.dropdown_menu.item(rx.icon(icon), word, on_select=chosen)


def _content(card: ModelCard) -> rx.Component:
    found = rx.match(
        card.kind,
        ("hourly", _rates(card)),
        ("fixed-price", plan_table(card)),
        ("subscription", product_table(card)),
        ("offer", rx.fragment(offer_table(card), _rates(card))),
        rx.el.p(
            _("Hours and extras of this model are written down and not billed."),
            class_name="quiet",
        ),
    )
    return cast("rx.Component", found)


def _rates(card: ModelCard) -> rx.Component:
    return rx.cond(Rates.view.id == card.id, _open_rates(), _closed_rates(card))


def _open_rates() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.h3(_("Rates"), class_name="card-title"),
            rx.el.span(
                list_tools(Rates),
                rx.el.button(
                    _("Close"), type="button", class_name="btn ghost s1", on_click=Rates.shut
                ),
                class_name="push row wrap",
            ),
            class_name="row wrap",
        ),
        rates_table(Rates),
        class_name="stack",
    )


def _closed_rates(card: ModelCard) -> rx.Component:
    words = rx.cond(
        card.kind == "offer",
        _("Hours cost what was offered. Rates set here stand before that."),
        _("No rates are set here."),
    )
    return rx.el.div(
        rx.cond(
            card.rates,
            rx.el.table(
                rx.el.caption(_("Rates set here"), class_name="vh"),
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(_("Role or co-worker"), scope="col", class_name="grow"),
                        rx.el.th(_("Rate today"), scope="col", class_name="num"),
                        rx.el.th(_("Then"), scope="col", class_name="num only-wide"),
                    )
                ),
                rx.el.tbody(rx.foreach(card.rates, _rate)),
                class_name="report-table",
            ),
            rx.el.p(words, class_name="quiet"),
        ),
        rx.cond(
            VIEW.may_edit,
            rx.el.button(
                rx.cond(card.rates, _("Change rates"), _("Set rates")),
                rx.el.span(_(" of "), card.name, class_name="vh"),
                type="button",
                class_name="btn outline s1",
                on_click=Rates.open_model(card.id),
            ),
        ),
        class_name="stack",
    )


def _rate(line: ModelRateLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.who, class_name="grow"),
        rx.el.td(line.amount, class_name="num"),
        rx.el.td(line.then, class_name="num quiet only-wide"),
        key=line.who,
    )


def _meter(card: ModelCard) -> rx.Component:
    return rx.el.div(
        rx.el.span(
            rx.el.i(class_name=card.used_css, style={"width": f"{card.used}%"}),
            class_name="meter",
            role="img",
            aria_label=card.used_words,
        ),
        rx.el.span(card.used_words, class_name="quiet small after"),
        class_name="row used",
    )


def _payers(card: ModelCard) -> rx.Component:
    return card_body(
        rx.el.p(rx.el.span(_("Paid by "), class_name="quiet"), card.split),
    )
