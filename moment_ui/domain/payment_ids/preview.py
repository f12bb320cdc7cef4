"""What a format makes of today's numbers, and how long it will last."""

import datetime as dt
from dataclasses import dataclass

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.payment_ids.format import Part, Token
from moment_ui.domain.payment_ids.rules import checked_parts, payment_id_of
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.invoice import InvoiceKind


@dataclass(frozen=True, slots=True)
class Sample:
    """An invoice or credit note, and the payment ID it would get."""

    kind: InvoiceKind
    number: int
    customer_number: int
    payment_id: str
    shown: str


@dataclass(frozen=True, slots=True)
class Room:
    """How many digits a part of the format has, and how many of them `number` leaves free."""

    token: Token
    width: int
    number: int
    left: int


@dataclass(frozen=True, slots=True)
class Preview:
    """Samples of a format, how long each of its IDs is, and the room that is left."""

    samples: tuple[Sample, ...]
    length: int
    rooms: tuple[Room, ...]


def check_room(settings: FinanceSettings, number: int, customer_number: int) -> None:
    """Whether the format holds the highest invoice and customer number. Raises Unfit, naming the one it does not."""
    for part in checked_parts(settings):
        highest = {Token.INVOICE: number, Token.CUSTOMER: customer_number}.get(part.token, 0)
        if len(str(highest)) > part.width:
            raise Unfit(_too_narrow(part, highest))


def _too_narrow(part: Part, highest: int) -> str:
    text = _("{part} has no room for customer {number}. Write {wider} or more.")
    if part.token is Token.INVOICE:
        text = _("{part} has no room for invoice {number}. Write {wider} or more.")
    wider = f"{part.token.value}{len(str(highest)) + 1}"
    return text.format(part=part.written, number=highest, wider=wider)


def preview(settings: FinanceSettings, number: int, customer_number: int, day: dt.date) -> Preview:
    """What the format makes of these numbers.

    Raises Unfit for a format that makes no sense, PaymentIdRefused when a number is too long for it.
    """
    parts = checked_parts(settings)
    samples = tuple(
        Sample(
            kind,
            number,
            customer_number,
            *payment_id_of(settings, kind, number, customer_number, day),
        )
        for kind in InvoiceKind
    )
    numbers = {Token.INVOICE: number, Token.CUSTOMER: customer_number}
    rooms = tuple(
        Room(
            part.token, part.width, numbers[part.token], part.width - len(str(numbers[part.token]))
        )
        for part in parts
        if part.token in numbers
    )
    alike = samples[:1] if samples[0].payment_id == samples[1].payment_id else samples
    return Preview(alike, len(samples[0].payment_id), rooms)
