"""Where one logs in. A plain form that the browser posts: no password passes through the websocket."""

import json

import reflex as rx

from moment_ui.components.plain_form import plain_form
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.demo.logins import LOGINS, DemoLogin


def login() -> rx.Component:
    """The form at the left; at the right the demo's log-ins, or a quiet picture."""
    return rx.el.main(_form(), _side(), class_name="login")


def _form() -> rx.Component:
    return plain_form(
        rx.el.span(
            rx.el.img(src="/logo.svg", width=24, height=24, alt=""), "Moment UI", class_name="brand"
        ),
        rx.el.div(
            rx.el.h1(_("Log in")),
            rx.el.p(_("One account for every company you work in."), class_name="quiet"),
        ),
        _problem("wait", _("Too many attempts. Wait a few minutes, then try again.")),
        _problem(
            "company",
            _("You are not a member of any company now. Ask your administrator to add you."),
        ),
        rx.el.div(
            _email(),
            _password(),
            rx.el.label(
                rx.el.input(type="checkbox", name="remember"),
                _("Stay logged in on this computer for {days} days").format(
                    days=settings().session_days
                ),
                class_name="check-line",
            ),
            rx.el.button(_("Log in"), type="submit", class_name="btn solid"),
            class_name="form",
        ),
        rx.el.p(_("New here? Ask your administrator for an invitation."), class_name="quiet small"),
        class_name="login-form",
    )


def _problem(key: str, text: str) -> rx.Component:
    """A message that shows when the form was sent back with this problem."""
    return rx.el.div(
        rx.icon("triangle-alert"),
        rx.el.div(text),
        class_name=f"callout warn problem-{key}",
        role="alert",
    )


def _email() -> rx.Component:
    return rx.el.div(
        rx.el.label(_("E-mail"), html_for="email"),
        rx.el.input(
            id="email",
            name="email",
            type="email",
            required=True,
            auto_complete="username",
            class_name="field",
            custom_attrs={"data-from-hash": "", "data-focus-first": ""},
        ),
        class_name="labelled",
    )


def _password() -> rx.Component:
    return rx.el.div(
        rx.el.label(_("Password"), html_for="password"),
        rx.el.span(
            rx.el.input(
                id="password",
                name="password",
                type="password",
                required=True,
                auto_complete="current-password",
                custom_attrs={
                    "data-focus-again": "",
                    "data-caps": "caps",
                    "aria-describedby": "wrong caps",
                },
            ),
            rx.el.button(
                _("Show"),
                class_name="end reveal",
                type="button",
                aria_label=_("Show password"),
                aria_pressed=False,
                custom_attrs={"data-reveal": "password"},
            ),
            class_name="field",
        ),
        rx.el.span(
            rx.icon("circle-x"),
            _("E-mail and password do not fit together. Check both, or ask for a new password."),
            class_name="error problem-wrong",
            id="wrong",
        ),
        rx.el.span(_("Caps Lock is on."), class_name="help", id="caps", hidden=True),
        rx.el.details(
            rx.el.summary(_("Forgotten?")),
            rx.el.p(
                _("Ask the administrator of your company: a new password takes a minute to set."),
                class_name="quiet small",
            ),
            class_name="forgotten",
        ),
        class_name="labelled password",
    )


def _side() -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.p(
                _("Hours, invoices and partners,"),
                rx.el.br(),
                _("as they stand this minute."),
                class_name="lead",
            ),
            _demo() if settings().demo else _picture(),
            class_name="login-aside",
        ),
        class_name="login-side",
        aria_label=_("Demo") if settings().demo else _("About"),
    )


def _demo() -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(_("Try it as")), rx.el.span(_("Demo, made-up data"), class_name="quiet")
        ),
        rx.el.ul(*[rx.el.li(_fill(person)) for person in LOGINS], class_name="demo-logins"),
        class_name="card",
    )


def _fill(person: DemoLogin) -> rx.Component:
    letters = "".join(word[0] for word in person.name.split()[:2])
    return rx.el.button(
        rx.el.span(letters, class_name="avatar", aria_hidden="true"),
        rx.el.span(
            rx.el.span(person.name, class_name="medium block"),
            rx.el.span(person.says, class_name="quiet small block"),
            class_name="grow",
        ),
        rx.el.span(_("Fill in"), class_name="end"),
        class_name="item",
        type="button",
        custom_attrs={
            "data-fill": json.dumps({"email": person.email, "password": person.password})
        },
    )


_DAYS = (
    (_("Mon"), 86, 24),
    (_("Tue"), 92, 28),
    (_("Wed"), 80, 30),
    (_("Thu"), 88, 22),
    (_("Fri"), 34, 10),
)


def _picture() -> rx.Component:
    """A week of hours, as the product draws them."""
    return rx.el.figure(
        rx.el.figcaption(_("Hours written in a week"), class_name="quiet small"),
        rx.el.svg(
            rx.el.path(d="M0 20.500h400M0 60.500h400M0 100.500h400", class_name="grid"),
            rx.el.path(d="M0 140.500h400", class_name="zero"),
            *[bar for place, day in enumerate(_DAYS) for bar in _bars(18 + 80 * place, *day)],
            view_box="0 0 400 168",
            class_name="chart",
            aria_hidden="true",
        ),
        rx.el.div(
            rx.el.span(rx.el.i(class_name="swatch"), _("Own co-workers")),
            rx.el.span(rx.el.i(class_name="swatch partner"), _("Partner companies")),
            class_name="legend",
        ),
        class_name="card picture",
    )


def _bars(left: int, day: str, own: int, partner: int) -> list[rx.Component]:
    top = 140 - own
    return [
        rx.el.rect(x=left, y=top, width=44, height=own, class_name="own"),
        rx.el.rect(x=left, y=top - partner, width=44, height=partner, class_name="with"),
        rx.el.text(day, x=left + 22, y=160, text_anchor="middle"),
    ]
