"""The two lists of companies, as they are added and as they have confirmed, and who has asked us."""

from typing import Any

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.row_menu import menu_item, row_menu
from moment_ui.core.words import _
from moment_ui.reports.partners.setup_view import MemberLine, RequestLine
from moment_ui.state.partners.asking import GroupActsState as Acts
from moment_ui.state.partners.setup import PartnersState as Partners

VIEW: Any = Partners.view


def requests() -> rx.Component:
    """Groups that have asked us: confirm, or decline."""
    return rx.cond(
        VIEW.requests,
        rx.el.section(
            rx.foreach(VIEW.requests, _request),
            class_name="card asked-us",
            aria_label=_("Requests to you"),
        ),
    )


def companies() -> rx.Component:
    """Left adds, right has confirmed."""
    return rx.el.div(
        card(
            _("Added, awaiting confirmation"),
            rx.foreach(VIEW.waiting, _member),
            _add(),
            note=rx.cond(VIEW.waiting, VIEW.waiting.length().to_string(), ""),
        ),
        card(
            _("Confirmed"),
            rx.cond(
                VIEW.confirmed,
                rx.foreach(VIEW.confirmed, _member),
                rx.el.p(
                    _("Companies stand here once their own administrator has confirmed."),
                    class_name="body quiet",
                ),
            ),
            note=rx.cond(VIEW.confirmed, VIEW.confirmed.length().to_string(), ""),
        ),
        class_name="two-lists",
    )


def _request(line: RequestLine) -> rx.Component:
    return rx.el.div(
        _tile(line.initials),
        rx.el.div(
            rx.el.span(line.title, class_name="medium"),
            rx.el.div(line.note, class_name="small quiet"),
            rx.el.div(line.members, class_name="small quiet"),
        ),
        rx.el.div(
            rx.el.button(
                _("Decline"),
                type="button",
                class_name="btn outline s1",
                on_click=Acts.ask("decline", line.id, line.version),
            ),
            rx.cond(
                VIEW.on,
                rx.el.button(
                    _("Confirm"),
                    type="button",
                    class_name="btn solid s1",
                    on_click=Partners.confirm(line.id, line.version),
                ),
                rx.el.button(
                    _("Enable, then confirm"),
                    type="button",
                    class_name="btn solid s1",
                    on_click=Partners.switch_on,
                ),
            ),
            class_name="row",
        ),
        key=line.id,
        class_name="member",
    )


def _member(line: MemberLine) -> rx.Component:
    return rx.el.div(
        _tile(line.initials),
        rx.el.div(
            rx.el.span(line.name, class_name="medium"),
            rx.cond(line.is_main, rx.el.span(_("main company"), class_name="badge after")),
            rx.el.div(
                rx.el.span(line.slug, class_name="code"),
                rx.cond(line.note != "", rx.fragment(" · ")),
                line.note,
                class_name="small quiet",
            ),
            rx.el.div(
                rx.el.span(line.word, class_name=["status", line.tone, line.glyph]),
                class_name="standing",
            ),
        ),
        rx.cond(line.menu, _menu(line), rx.el.span()),
        key=line.id,
        class_name="member",
    )


def _menu(line: MemberLine) -> rx.Component:
    return row_menu(
        rx.Var.create(_("More about ")).to(str) + line.name,
        rx.cond(line.may_remind, menu_item("bell-ring", _("Remind"), Partners.remind(line.id))),
        rx.cond(
            line.may_withdraw,
            menu_item("undo-2", _("Withdraw…"), Acts.ask("withdraw", line.id, line.version)),
        ),
        rx.cond(
            line.may_ask_again,
            menu_item("send", _("Ask again"), Partners.ask_again(line.id, line.version)),
        ),
        rx.cond(
            line.may_hand_over,
            menu_item(
                "crown",
                _("Make it the main company…"),
                Acts.ask("hand-over", line.id, VIEW.group_version),
            ),
        ),
        rx.cond(
            line.may_remove,
            menu_item(
                "user-minus", _("Take out of the group…"), Acts.ask("remove", line.id, line.version)
            ),
        ),
        rx.cond(
            line.open != "",
            menu_item("external-link", _("Open it there"), rx.redirect(line.open)),
        ),
    )


def _add() -> rx.Component:
    return rx.el.form(
        rx.cond(VIEW.group == "", _group_name()),
        rx.el.div(
            rx.el.label(_("Add a company by database name"), html_for="partner-slug"),
            rx.el.div(
                rx.el.span(
                    rx.el.input(
                        id="partner-slug",
                        name="slug",
                        placeholder=_("database name"),
                        auto_complete="off",
                        auto_capitalize="none",
                        spell_check=False,
                        class_name="code",
                        aria_describedby="partner-slug-help partner-slug-error",
                        aria_invalid=rx.cond(Partners.slug_error != "", "true", "false"),
                    ),
                    class_name="field grow",
                ),
                rx.el.button(rx.icon("plus"), _("Add"), type="submit", class_name="btn outline"),
                class_name="row",
            ),
            rx.el.span(
                _("It stands in their address: moment.example/"),
                rx.el.b("vardal"),
                "/customers",
                class_name="help",
                id="partner-slug-help",
            ),
            _error(Partners.slug_error, "partner-slug-error"),
            class_name="labelled",
        ),
        on_submit=Partners.add,
        key=Partners.adding.to_string(),
        no_validate=True,
        class_name="add-partner form",
    )


def _group_name() -> rx.Component:
    return rx.el.div(
        rx.el.label(_("Name of the group"), html_for="partner-group"),
        rx.el.span(
            rx.el.input(
                id="partner-group",
                name="name",
                default_value=VIEW.proposed,
                auto_complete="off",
                aria_describedby="partner-group-help partner-group-error",
            ),
            class_name="field",
        ),
        rx.el.span(
            _("Your company becomes the main company; both can be changed later."),
            class_name="help",
            id="partner-group-help",
        ),
        _error(Partners.name_error, "partner-group-error"),
        class_name="labelled",
    )


def _error(text: rx.Var[str], key: str) -> rx.Component:
    return rx.el.span(
        rx.cond(text != "", rx.fragment(rx.icon("circle-x"), text)),
        class_name="error",
        id=key,
        role="alert",
    )


def _tile(letters: rx.Var[str] | str) -> rx.Component:
    return rx.el.span(letters, class_name="tile partner", aria_hidden="true")
