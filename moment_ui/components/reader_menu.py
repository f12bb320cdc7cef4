"""The reader's menu: who is logged in, how things look for that person, and the way out."""

import reflex as rx

from moment_ui.components.plain_form import plain_form
from moment_ui.components.taste import Taste
from moment_ui.core.words import _
from moment_ui.state.shell import ShellState

THEME_WORDS = (("system", _("System")), ("light", _("Light")), ("dark", _("Dark")))
LOCALE_WORDS = (
    ("nb_NO", _("1 234,50 · 21.11.2026 (Norwegian)")),
    ("sv_SE", _("1 234,50 · 2026-11-21 (Swedish)")),
    ("da_DK", _("1.234,50 · 21.11.2026 (Danish)")),
    ("fi_FI", _("1 234,50 · 21.11.2026 (Finnish)")),
    ("de_DE", _("1.234,50 · 21.11.2026 (German)")),
    ("en_GB", _("1,234.50 · 21/11/2026 (British)")),
    ("en_US", _("1,234.50 · 11/21/2026 (American)")),
)


def reader_menu() -> rx.Component:
    """A small panel behind the reader's initials."""
    return rx.fragment(
        Taste.create(theme=ShellState.theme, locale=ShellState.locale),
        rx.popover.root(
            rx.popover.trigger(_button()),
            rx.popover.content(_panel(), align="end", class_name="menu reader-panel"),
        ),
    )


def _button() -> rx.Component:
    return rx.el.button(
        rx.el.span(ShellState.reader.initials, class_name="avatar"),
        rx.icon("chevron-down", class_name="sm quiet only-wide"),
        class_name="btn ghost reader",
        type="button",
        aria_label=_("{name}, your menu").format(name=ShellState.reader.name),
    )


def _panel() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(ShellState.reader.name, class_name="medium"),
            rx.el.span(ShellState.reader.email, class_name="quiet small"),
            rx.el.span(ShellState.reader.role, class_name="quiet small"),
            class_name="reader-head",
        ),
        rx.el.hr(),
        _theme(),
        _locale(),
        _keys(),
        rx.el.hr(),
        rx.el.div(
            plain_form(
                rx.el.button(rx.icon("log-out"), _("Log out"), type="submit", class_name="item"),
                action="/logout/",
            ),
            custom_attrs={
                "data-forgets": _(
                    "Hours you wrote without a connection are not sent yet, and are lost when you "
                    "log out. Log out all the same?"
                )
            },
        ),
    )


def _theme() -> rx.Component:
    choices = [
        rx.el.label(
            rx.el.input(
                type="radio",
                name="theme",
                value=theme,
                checked=ShellState.theme == theme,
                on_change=ShellState.choose_theme(theme),
            ),
            word,
        )
        for theme, word in THEME_WORDS
    ]
    return rx.el.fieldset(
        rx.el.legend(_("Theme")), rx.el.div(*choices, class_name="segmented"), class_name="setting"
    )


def _locale() -> rx.Component:
    return rx.el.label(
        _("Numbers and dates"),
        rx.el.select(
            *[rx.el.option(word, value=locale) for locale, word in LOCALE_WORDS],
            value=ShellState.locale,
            on_change=ShellState.choose_locale,
            class_name="field",
        ),
        class_name="setting",
    )


def _keys() -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", custom_attrs={"data-keys-switch": ""}),
        _("Single-key shortcuts in this browser"),
        class_name="check-line setting-line",
    )
