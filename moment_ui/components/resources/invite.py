"""The dialog in which external co-workers are invited."""

import reflex as rx

from moment_ui.components.card import avatar, callout
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.core.words import _
from moment_ui.state.resources.invite import ADDRESSES, InviteState, PersonBox, PlannedLine

LABELS = {ADDRESSES: _("E-mail addresses")}


def invite_button() -> rx.Component:
    """What opens the dialog."""
    return rx.el.button(
        rx.icon("user-plus"),
        _("Invite external co-workers"),
        type="button",
        class_name="btn solid",
        on_click=InviteState.start,
    )


def invite_dialog() -> rx.Component:
    """Addresses, people of partners, and what will happen with each."""
    return form_dialog(
        FormDialog(InviteState, _("Invite external co-workers"), _("Invite"), LABELS, wide=True),
        rx.el.p(
            _(
                "They can be put into projects at once, before they have answered. Whoever works in a "
                "partner company goes on writing hours there."
            ),
            class_name="quiet",
        ),
        _addresses(),
        rx.cond(InviteState.people, _people()),
        rx.cond(InviteState.planned, _preview()),
    )


def _addresses() -> rx.Component:
    name = f"invite-{ADDRESSES}"
    return rx.el.div(
        rx.el.label(LABELS[ADDRESSES], html_for=name),
        rx.el.textarea(
            id=name,
            name=ADDRESSES,
            rows="3",
            class_name="field",
            auto_focus=True,
            default_value=InviteState.values[ADDRESSES],
            on_change=InviteState.look.debounce(400),
            aria_invalid=rx.cond(InviteState.errors.contains(ADDRESSES), "true", "false"),
            aria_describedby=f"{name}-help {name}-error",
        ),
        rx.el.span(
            _("One or many: with commas, semicolons or line ends between."),
            class_name="help",
            id=f"{name}-help",
        ),
        rx.el.span(
            rx.cond(
                InviteState.errors.contains(ADDRESSES),
                rx.fragment(rx.icon("circle-x"), InviteState.errors[ADDRESSES]),
            ),
            class_name="error",
            id=f"{name}-error",
        ),
        class_name="labelled",
    )


def _people() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(_("Or choose people of your partner companies")),
        rx.el.div(rx.foreach(InviteState.people, _person), class_name="invite-people"),
        class_name="labelled",
    )


def _person(box: PersonBox) -> rx.Component:
    whole = rx.Var.create(_("Everybody at ")).to(str) + rx.Var.create(box.company).to(str)
    return rx.fragment(
        rx.cond(
            box.first,
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    on_change=lambda on: InviteState.tick_all(box.field, on),
                ),
                rx.el.span(whole, class_name="medium"),
                class_name="check-line invite-company",
            ),
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=box.on,
                disabled=box.is_here,
                on_change=lambda on: InviteState.tick(box.field, on),
            ),
            avatar(box.initials),
            rx.el.span(
                rx.el.span(box.name),
                rx.el.span(box.about, class_name="quiet small"),
                class_name="invite-who",
            ),
            rx.cond(box.is_here, rx.el.span(_("is here already"), class_name="badge")),
            class_name="check-line",
        ),
        key=box.field,
    )


def _preview() -> rx.Component:
    return rx.el.section(
        rx.el.h3(_("What will happen"), class_name="medium"),
        rx.cond(InviteState.summary != "", callout(InviteState.summary, tone="warn")),
        rx.el.ul(rx.foreach(InviteState.planned, _line), class_name="invite-plan"),
        aria_live="polite",
    )


def _line(line: PlannedLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.word, class_name=line.css),
        rx.el.span(
            rx.el.span(line.name, class_name="medium"),
            rx.el.span(line.email, class_name="quiet small"),
            class_name="invite-who",
        ),
        rx.el.span(line.text, class_name="quiet small"),
        key=line.email + line.text,
    )
