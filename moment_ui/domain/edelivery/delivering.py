"""The whole way of an e-invoice: read, made, checked, written down, handed over, written down again.

Blocks while the paper is drawn and the rules run: call it in the pool for mail.
"""

from moment_ui.core.actor import Actor
from moment_ui.core.words import _
from moment_ui.db.work import reading, writing
from moment_ui.domain.edelivery.commands import (
    Again,
    Delivery,
    awaits_receipts,
    begin_delivery,
    end_delivery,
    note_receipts,
)
from moment_ui.domain.edelivery.errors import NoAccessPoint, NotAnEInvoice, RulesNotRun
from moment_ui.domain.einvoices.checking import verdict_of
from moment_ui.domain.einvoices.making import EInvoice, made_of
from moment_ui.domain.einvoices.queries import Readied, readied
from moment_ui.domain.files.commands import housekeepers
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.formats.einvoice_check import CannotCheck
from moment_ui.mail.access_point import AccessPoint, NotHandedOver, access_point
from moment_ui.models.sending import SendResult


def deliver(actor: Actor, invoice_id: int, act: str, *, again: Again = Again.ASK) -> Outcome | None:
    """Hand an invoice over as an e-invoice; None when this act was begun before.

    Nothing leaves that the rules at hand refuse. Raises NotFound, NotPermitted, NoAccessPoint,
    NotAnEInvoice, RulesNotRun, NotIssued, BeingSent, HandedOverBefore, SentBefore, MaybeSentBefore.
    """
    point = access_point()
    if point is None:
        raise NoAccessPoint
    with reading(actor) as work:
        found = readied(work, invoice_id)
    made = checked(found)
    with writing(actor) as work:
        delivery = begin_delivery(work, invoice_id, act, made, again=again)
    if delivery is None:
        return None
    outcome = handed_over(delivery, point)
    with writing(actor) as work:
        end_delivery(work, delivery.row_id, outcome)
    return outcome


def checked(found: Readied) -> EInvoice:
    """The e-invoice, once our own rules and the official ones take it. Raises NotAnEInvoice, RulesNotRun."""
    if found.stops:
        raise NotAnEInvoice([trouble.text for trouble in found.troubles if trouble.stops])
    made = made_of(found.document)
    try:
        verdict = verdict_of(made.xml, found.rules_name)
    except CannotCheck:
        raise RulesNotRun from None
    if not verdict.passed:
        raise NotAnEInvoice([f"{each.rule}: {each.text}" for each in verdict.errors])
    return made


def handed_over(delivery: Delivery, point: AccessPoint) -> Outcome:
    """Give it to the access point; never raises for what that may do."""
    try:
        point.hand_over(delivery.company, delivery.name, delivery.xml)
    except NotHandedOver as error:
        text = _("The access point did not take it ({reason}). Nothing was sent.")
        return Outcome(SendResult.FAILED, text.format(reason=error))
    text = _("Handed to the access point. Whether it was delivered is not known yet.")
    return Outcome(SendResult.HANDED_OVER, text)


def read_all_receipts() -> int:
    """Note what the network has answered in every company; returns how many e-invoices are settled."""
    point = access_point()
    if point is None:
        return 0
    return sum(_noted(housekeeper, point) for housekeeper in housekeepers())


def read_receipts(actor: Actor) -> int:
    """Note what the network has answered in the actor's company."""
    point = access_point()
    return 0 if point is None else _noted(actor, point)


def _noted(actor: Actor, point: AccessPoint) -> int:
    with reading(actor) as work:
        if not awaits_receipts(work):
            return 0
    with writing(actor) as work:
        return note_receipts(work, point)
