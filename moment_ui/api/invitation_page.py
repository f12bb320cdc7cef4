"""The page of an invitation as HTML, without any script."""

from collections.abc import Mapping
from html import escape

from moment_ui.api.public_pages import document
from moment_ui.core.words import _
from moment_ui.domain.access.rules import MIN_PASSWORD
from moment_ui.domain.sharing.answering import Invitation


def page_of(found: Invitation, name: str, wrong: Mapping[str, str]) -> str:
    """What one is invited to, and the way to say yes; `wrong` is what could not be taken, by field."""
    title = _("{by} invites you to work with {company}").format(by=found.by, company=found.company)
    if found.home:
        text = _(
            "You write your hours in {home}, as always. The projects of {company} appear in your timesheet there."
        ).format(home=found.home, company=found.company)
    else:
        text = _("You write your hours on the projects of {company} that you are in.").format(
            company=found.company
        )
    fields = "" if found.has_account else _fields(found.email, name, wrong)
    word = _("Accept and log in") if found.has_account else _("Accept and begin")
    form = f'<form method="post">{fields}<button class="solid">{escape(word)}</button></form>'
    return document(
        "en",
        title,
        f'<div class="say"><h2>{escape(title)}</h2><p>{escape(text)}</p>{form}</div>',
    )


def unknown_page() -> str:
    """The page of a link that leads nowhere: it says the same whatever is there."""
    text = _("It may have been used already, be too old or cut off. Ask for a new invitation.")
    return _say(_("This link leads nowhere"), text)


def _fields(email: str, name: str, wrong: Mapping[str, str]) -> str:
    told = _("Your account will have the address {email}.").format(email=email)
    return (
        f'<p class="quiet">{escape(told)}</p>'
        + _field("name", _("Your name"), name, wrong, 'autocomplete="name"')
        + _field(
            "password",
            _("Choose a password, at least {count} characters").format(count=MIN_PASSWORD),
            "",
            wrong,
            'type="password" autocomplete="new-password"',
        )
    )


def _field(key: str, label: str, value: str, wrong: Mapping[str, str], more: str) -> str:
    message = wrong.get(key, "")
    said = (
        f'<p class="error" id="{key}-error" role="alert">{escape(message)}</p>' if message else ""
    )
    marked = f' aria-invalid="true" aria-describedby="{key}-error"' if message else ""
    return (
        f'<label for="{key}">{escape(label)}</label>'
        f'<input id="{key}" name="{key}" required value="{escape(value)}" {more}{marked}>{said}'
    )


def _say(title: str, text: str) -> str:
    return document(
        "en", title, f'<div class="say warn"><h2>{escape(title)}</h2><p>{escape(text)}</p></div>'
    )
