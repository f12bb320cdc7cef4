"""The letter that takes an offer to its customer: what the dialog asks for, and from whom it comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from moment_ui.core import fields
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.mail.letter import Person
from moment_ui.models.company import Company
from moment_ui.models.offer import Offer

MOST_RECEIVERS = 20
LINK = "{link}"
"""Where the address of the public page goes in a message's text."""


@dataclass(frozen=True, slots=True)
class SendOrder:
    """What the dialog asks for. `act` is the dialog's own key: the same one again is the same sending."""

    act: str
    receivers: tuple[Person, ...]
    subject: str
    text: str


def read_order(texts: Mapping[str, str], act: str, known: Mapping[str, Person]) -> SendOrder:
    """The order that the dialog's texts mean. Raises Invalid with one message per field.

    `known` are the people offered in the dialog, by the names of their boxes; `others` holds typed
    addresses, with commas, semicolons or lines between.
    """
    form = fields.Reading(texts)
    subject = form.text("subject", fields.required_line)
    text = form.text("text", partial(fields.paragraphs, longest=10_000))
    receivers = {
        person.email: person for key, person in known.items() if fields.truth(texts.get(key, ""))
    }
    try:
        for email in _typed(texts.get("others", "")):
            receivers.setdefault(email, Person("", email))
    except fields.Unfit as unfit:
        form.errors["others"] = unfit.message
    if not receivers and "others" not in form.errors:
        form.errors["others"] = _("Choose a contact, or write an e-mail address.")
    if len(receivers) > MOST_RECEIVERS:
        form.errors["others"] = _("At most {count} receivers.").format(count=MOST_RECEIVERS)
    if LINK not in text and not form.errors.get("text"):
        form.errors["text"] = _("Keep {link} in the text: the customer answers by it.").format(
            link=LINK
        )
    form.finish()
    return SendOrder(act, tuple(receivers.values()), subject, text)


def _typed(text: str) -> list[str]:
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return [fields.email(part) for part in parts if part.strip()]


def shown_person(person: Person) -> str:
    """A receiver as the log tells it."""
    return f"{person.name} <{person.email}>" if person.name else person.email


def sender_of(company: Company) -> Person:
    """Whom the letter comes from: the company, at the address of MAIL_FROM or its own."""
    chosen = settings().mail_from or settings().smtp_user
    return Person(company.name, chosen if "@" in chosen else company.email or f"moment@{host()}")


def reply_to(company: Company, offer: Offer) -> Person | None:
    """Whom answers go to: the offer's author at the company's address."""
    return Person(offer.author_name, company.email) if company.email else None


def host() -> str:
    """The name behind the @ of what is ours: the public address's, else the local one."""
    name = settings().origin.partition("://")[2].partition("/")[0].partition(":")[0]
    return name if name.replace("-", "").replace(".", "").isalnum() else "localhost"
