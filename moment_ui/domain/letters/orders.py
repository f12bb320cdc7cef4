"""What a dialog that sends asks for: to whom, with what words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from moment_ui.core import fields
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.mail.letter import Person

MOST_RECEIVERS = 20
LONGEST_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class SendOrder:
    """What the dialog asks for. `act` is the dialog's own key: the same one again is the same sending."""

    act: str
    receivers: tuple[Person, ...]
    subject: str
    text: str


def read_order(
    texts: Mapping[str, str],
    act: str,
    known: Mapping[str, Person],
    wrong: Callable[[str], str] = lambda _text: "",
) -> SendOrder:
    """The order that the dialog's texts mean. Raises Invalid with one message per field.

    `known` are the people offered in the dialog, by the names of their boxes; `others` holds typed
    addresses, with commas, semicolons or lines between. `wrong` says what is wrong with the text, if
    anything is.
    """
    form = fields.Reading(texts)
    subject = form.text("subject", fields.required_line)
    text = form.text("text", partial(fields.paragraphs, longest=LONGEST_TEXT))
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
    if not form.errors.get("text") and wrong(text):
        form.errors["text"] = wrong(text)
    form.finish()
    return SendOrder(act, tuple(receivers.values()), subject, text)


def check_act(act: str) -> None:
    """Raises Invalid for what is no dialog's key."""
    if not 8 <= len(act) <= 64:
        raise Invalid(act=_("Open the dialog again."))


def _typed(text: str) -> list[str]:
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    return [fields.email(part) for part in parts if part.strip()]
