"""Offers → one offer: composed while it is a draft, then read, sent, decided about."""

from typing import Any

import reflex as rx

from moment_ui.components.offers.offer_compose import compose, notice
from moment_ui.components.offers.offer_dialogs import offer_dialogs
from moment_ui.components.offers.offer_side import PDF, customers_page, facts, log, paper
from moment_ui.components.page_head import crumbs
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.offers.offer import OfferPageState as Page
from moment_ui.state.offers.offer_forms import (
    DecideOfferState,
    ExtendOfferState,
    OfferProjectState,
    OfferTagsState,
)
from moment_ui.state.offers.send_offer import SendOfferState

MAY = Page.view.may


def offer() -> rx.Component:
    """The offer, or why it cannot be shown."""
    return shell(
        rx.cond(
            Page.phase == "failed",
            failed(_("The offer cannot be shown"), Page.problem, retry=Page.load),
        ),
        rx.cond(Page.phase == "ready", rx.fragment(_head(), notice_row(), _body())),
        offer_dialogs(),
        area="offers",
    )


def _head() -> rx.Component:
    return rx.el.div(
        crumbs((_("Offers"), Page.base + "/offers"), (Page.view.number, "")),
        rx.el.div(
            rx.el.h1(Page.view.title),
            rx.el.span(
                rx.foreach(
                    Page.view.tags,
                    lambda tag: rx.el.span(tag.name, class_name=tag.css, key=tag.id),
                ),
                class_name="tags",
            ),
            rx.cond(
                MAY.duplicate,
                rx.el.button(
                    rx.icon("plus"),
                    type="button",
                    class_name="btn ghost s1 icon",
                    aria_label=_("Edit tags"),
                    title=_("Edit tags"),
                    on_click=OfferTagsState.start,
                ),
            ),
            rx.el.span(_actions(), _primary(), class_name="push row"),
            class_name="line",
        ),
        rx.el.div(
            rx.el.span(Page.view.state, class_name=Page.view.state_css),
            rx.el.a(
                Page.view.customer,
                href=Page.base + "/customers/" + Page.view.customer_id.to_string(),
            ),
            rx.el.span(
                rx.cond(Page.saved & MAY.edit, _("Saved"), ""), class_name="quiet", role="status"
            ),
            class_name="meta",
        ),
        class_name="profile-head offer-head",
    )


def _primary() -> rx.Component:
    """The one next step."""
    return rx.cond(
        MAY.project,
        _button("folder-plus", _("Create project"), OfferProjectState.start),
        rx.cond(
            MAY.send & (Page.view.state_key != "sent") & (Page.view.state_key != "expired"),
            _button("send", _("Send"), SendOfferState.start),
            rx.cond(
                MAY.decide & (Page.view.state_key == "sent"),
                _button("circle-check", _("Register the answer"), DecideOfferState.start),
                rx.cond(
                    MAY.extend & (Page.view.state_key == "expired"),
                    _button("calendar-plus", _("Extend"), ExtendOfferState.start),
                ),
            ),
        ),
    )


def _button(icon: str, word: str, act: Any) -> rx.Component:
    return rx.el.button(rx.icon(icon), word, type="button", class_name="btn solid", on_click=act)


def _actions() -> rx.Component:
    sent = (Page.view.state_key == "sent") | (Page.view.state_key == "expired")
    return rx.fragment(
        rx.el.a(
            rx.icon("download"),
            _("PDF"),
            href=PDF,
            download=True,
            class_name="btn outline",
        ),
        rx.dropdown_menu.root(
            rx.dropdown_menu.trigger(
                rx.el.button(
                    _("Actions"),
                    rx.icon("chevron-down", class_name="sm"),
                    type="button",
                    class_name="btn outline",
                )
            ),
            rx.dropdown_menu.content(
                rx.cond(MAY.ready, _item("mail-check", _("Ready to send"), Page.make_ready)),
                rx.cond(MAY.back, _item("pencil", _("Edit again"), Page.back_to_draft)),
                rx.cond(MAY.send & sent, _item("send", _("Send again"), SendOfferState.start)),
                rx.cond(
                    MAY.decide,
                    _item("circle-check", _("Register the answer"), DecideOfferState.start),
                ),
                rx.cond(MAY.extend, _item("calendar-plus", _("Extend"), ExtendOfferState.start)),
                rx.cond(MAY.revise, _item("file-stack", _("New revision"), Page.revise)),
                rx.cond(MAY.duplicate, _item("copy", _("Duplicate"), Page.duplicate)),
                rx.cond(
                    MAY.undo_decision,
                    _item("undo-2", _("Take the answer back"), Page.undo_decision),
                ),
                rx.cond(
                    MAY.undo_project,
                    _item("folder-minus", _("Take the project back"), Page.undo_project),
                ),
                rx.cond(MAY.delete, _item("trash-2", _("Delete"), Page.delete)),
                align="end",
                variant="soft",
            ),
            modal=False,
        ),
    )


def _item(icon: str, word: str, chosen: Any) -> rx.Component:
    return rx.dropdown_menu.item(rx.icon(icon), word, on_select=chosen)


def notice_row() -> rx.Component:
    """What one should know first."""
    return rx.cond(Page.view.said != "", rx.el.div(notice(), class_name="content offer-said"))


def _body() -> rx.Component:
    return rx.cond(
        MAY.edit,
        rx.el.div(
            compose(),
            rx.el.div(paper(), log(), class_name="stack beside"),
            class_name="content offer-page",
        ),
        rx.el.div(
            rx.el.div(paper(), class_name="stack"),
            rx.el.div(customers_page(), facts(), log(), class_name="stack"),
            class_name="content offer-page read",
        ),
    )
