"""What was found out about a customer outside, as lines beside the number and the address."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.checks.queries import Receiver, Registered, receiver, registered
from moment_ui.domain.checks.rules import differing_fields
from moment_ui.domain.customers.draft import FIELD_LABELS, CustomerDraft
from moment_ui.domain.customers.queries import CustomerRecord
from moment_ui.registers.countries import register_of
from moment_ui.registers.participants import Receiving
from moment_ui.registers.peppol import participants
from moment_ui.registers.register import Standing
from moment_ui.reports.customers.register_words import TONES, standing_words

RECEIVING = {
    Receiving.CAN_RECEIVE: ("good", _("can receive")),
    Receiving.NO_INVOICES: ("warn", _("registered, but cannot receive invoices")),
    Receiving.NOT_REGISTERED: ("bad", _("not registered")),
}


@dataclass
class CheckLine:
    """An answer with its day and tone; "" when nobody asked.

    `failed` says that a later question got no answer; `asks` that there is somebody to ask; `note`
    what the answer leaves open; `otherwise` what differs from what we know, and nobody has answered;
    `differs` that it can be taken over.
    """

    words: str = ""
    tone: str = ""
    failed: str = ""
    asks: bool = False
    note: str = ""
    otherwise: str = ""
    differs: bool = False


@dataclass
class DifferenceLine:
    """A field in which a customer and the register differ."""

    key: str = ""
    label: str = ""
    ours: str = ""
    theirs: str = ""


def register_line(work: Work, record: CustomerRecord, write: Writer) -> CheckLine:
    """What the register said of the customer's number."""
    draft = record.draft
    if not draft.org_number or register_of(draft.country) is None:
        return CheckLine()
    found = registered(work, record.id, draft.country, draft.org_number)
    line = CheckLine(asks=True, failed=_failed(found, write))
    if found and found.standing and found.answered_at:
        line.tone = TONES[found.standing]
        words = standing_words(found.standing, found.deleted_on, write)
        day = _day(found.answered_at, write)
        plain = found.standing == Standing.REGISTERED
        line.words = (
            f"{words}, {day}"
            if plain
            else _("{words} (checked {day})").format(words=words, day=day)
        )
        if found.otherwise and work.actor.may(Permission.EDIT_CUSTOMERS):
            differs = differing(differences(draft, found.said))
            line.otherwise, line.differs = differs or ("" if plain else words), bool(differs)
    return line


def receiver_line(work: Work, record: CustomerRecord, write: Writer) -> CheckLine:
    """What was found out about the customer's e-invoice address."""
    address = record.draft.einvoice_address
    if not address or participants() is None:
        return CheckLine()
    found = receiver(work, record.id, address)
    line = CheckLine(asks=True, failed=_failed(found, write))
    if found and found.receiving and found.answered_at:
        line.tone, words = RECEIVING[found.receiving]
        line.words = f"{words}, {_day(found.answered_at, write)}"
        if found.receiving == Receiving.NOT_REGISTERED and record.draft.country == "SE":
            line.note = _(
                "May still receive by EDI or Svefaktura through an access point: ask them, and "
                "choose the channel."
            )
    return line


def differences(draft: CustomerDraft, said: Mapping[str, str]) -> list[DifferenceLine]:
    """Where the register says something else than we do."""
    return [
        DifferenceLine(key, FIELD_LABELS[key], getattr(draft, key), said[key])
        for key in differing_fields(draft, said)
    ]


def differing(lines: list[DifferenceLine]) -> str:
    """What differs, in words: an address is one thing, whichever of its fields it is."""
    places = {
        "visiting": FIELD_LABELS["visiting_line1"],
        "postal": FIELD_LABELS["postal_line1"],
    }
    words = (places.get(line.key.partition("_")[0], line.label) for line in lines)
    return ", ".join(dict.fromkeys(words))


def _failed(found: Registered | Receiver | None, write: Writer) -> str:
    if found is None or found.failed_at is None:
        return ""
    return _("could not be asked, {day}").format(day=_day(found.failed_at, write))


def _day(at: dt.datetime, write: Writer) -> str:
    """The day of an instant where the reader is."""
    return write.instant(at).rsplit(maxsplit=1)[0]
