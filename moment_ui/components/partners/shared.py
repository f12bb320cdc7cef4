"""What is shared with the group, kind by kind, and whose number series are used."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card, card_body
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.reports.partners.setup_view import FlagLine, SeriesLine
from moment_ui.state.partners.forms import CollisionLine
from moment_ui.state.partners.forms import InheritState as Inherit
from moment_ui.state.partners.older import OlderExpensesState as Older
from moment_ui.state.partners.setup import PartnersState as Partners

VIEW: Any = Partners.view


def shared() -> rx.Component:
    """Switches, then series."""
    return rx.fragment(
        card(
            _("What you share with the group"),
            rx.cond(
                VIEW.group == "",
                rx.el.p(_("Add a company first: there is no group yet."), class_name="body quiet"),
                rx.foreach(VIEW.flags, _flag),
            ),
            rx.cond(VIEW.older, _older()),
            note=_("Each company decides for itself"),
        ),
        rx.cond(VIEW.series, _series_card()),
    )


def _older() -> rx.Component:
    """What main projects lack of expenses written before both shared them."""
    return card_body(
        callout(
            rx.foreach(VIEW.older, rx.el.div),
            rx.el.button(
                _("Bring them over"),
                type="button",
                class_name="btn outline s1",
                on_click=Older.bring,
            ),
        )
    )


def inherit_dialog() -> rx.Component:
    """The collision report, and for invoices the warning and the reason."""
    form = FormFields(Inherit)
    return form_dialog(
        FormDialog(
            Inherit,
            Inherit.title,
            _("Inherit from now on"),
            {"reason": _("Reason")},
            anyway=_("Inherit all the same"),
            wide=True,
        ),
        rx.el.p(Inherit.told),
        rx.cond(Inherit.rows, _collisions()),
        rx.cond(
            Inherit.invoices,
            rx.fragment(
                callout(
                    _(
                        "Invoices are numbered per legal entity, without gaps. In one series for several "
                        "companies each one’s own invoices have gaps. Ask your auditor first."
                    ),
                    tone="warn",
                ),
                form.text("reason", _("Reason"), required=True),
            ),
        ),
    )


def _flag(line: FlagLine) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            role="switch",
            checked=line.on,
            on_change=lambda wanted: Partners.share(line.key, wanted.bool()),
            aria_label=line.title,
            class_name="switch",
        ),
        rx.el.span(
            rx.el.span(line.title, class_name="medium"),
            rx.el.span(line.text, class_name="small quiet block"),
        ),
        rx.el.span(line.partners, class_name="small quiet only-wide"),
        key=line.key,
        class_name="flag",
    )


def _series_card() -> rx.Component:
    return card(
        _("Number series"),
        rx.cond(
            VIEW.is_main,
            rx.el.p(
                _("Yours is the main company: inherited series run here."), class_name="body quiet"
            ),
        ),
        rx.el.ul(rx.foreach(VIEW.series, _series), class_name="series"),
        note=_("Switching never changes a number that was given"),
    )


def _series(line: SeriesLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.el.span(line.title, class_name="medium"),
            rx.el.span(
                rx.cond(
                    line.inherited,
                    rx.fragment(_("Inherited from "), VIEW.main),
                    line.note,
                ),
                " · ",
                line.next,
                class_name="small quiet block tn",
            ),
        ),
        rx.cond(
            ~VIEW.is_main,
            rx.el.span(
                _choice(line, _("Own"), own=True),
                _choice(line, _("Inherited"), own=False),
                class_name="segmented",
                role="group",
                aria_label=line.title,
            ),
        ),
        key=line.key,
    )


def _choice(line: SeriesLine, word: str, *, own: bool) -> rx.Component:
    here = ~line.inherited if own else line.inherited
    act = Partners.own_series(line.key) if own else Inherit.start(line.key)
    return rx.el.button(
        word,
        type="button",
        aria_pressed=rx.cond(here, "true", "false"),
        disabled=here | VIEW.paused,
        on_click=act,
    )


def _collisions() -> rx.Component:
    heads = (_("Number"), _("Yours"), _("Also given by"))
    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
            rx.el.tbody(rx.foreach(Inherit.rows, _collision)),
            class_name="report-table",
        ),
        class_name="table-scroll collisions",
    )


def _collision(line: CollisionLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.number, class_name="tn"),
        rx.el.td(line.ours),
        rx.el.td(line.company),
        key=line.number,
    )
