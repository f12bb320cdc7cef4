"""Reading camt.054, the banks' notice of what was booked (ISO 20022), versions .02 to .08 and later.

Only booked credits are payments; a booked debit that reverses a credit gives money back. Anything
else, as what we paid ourselves, is passed over. See docs/payment-files.md.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from moment_ui.core.words import _
from moment_ui.formats.payments.camt_beginning import HEAD, check_beginning
from moment_ui.formats.payments.camt_entry import (
    Batches,
    Details,
    Entry,
    batches_of,
    details_of,
    entry_of,
)
from moment_ui.formats.payments.camt_summary import Summary
from moment_ui.formats.payments.camt_tags import Element, Part, etree, local
from moment_ui.formats.payments.payment import (
    ZERO,
    BankPayment,
    FileBroken,
    Keys,
    Payments,
    Told,
)

_READ = tuple(
    f"{{*}}{name}" for name in ("GrpHdr", "Acct", "TxsSummry", "TxDtls", "Ntry", "Ntfctn")
)


def read_camt(stream: BinaryIO, told: Told) -> Payments:
    """The payments of a file, one after the other, as far as they have been read.

    Raises FileBroken with line and reason when it is no camt.054, or its counts and sums differ
    from its entries.
    """
    notice = _Notice(told)
    try:
        check_beginning(stream.read(HEAD))
        stream.seek(0)
        events = etree.iterparse(
            stream, tag=_READ, resolve_entities=False, no_network=True, load_dtd=False
        )
        for _event, element in events:
            yield from notice.end(element)
    except etree.XMLSyntaxError as error:
        text = _("This is not well-formed XML: {reason}.")
        raise FileBroken(error.lineno or 0, text.format(reason=(error.msg or "")[:200])) from error
    notice.finish()


@dataclass(slots=True)
class _Batch:
    """What was seen of one entry."""

    entry: Entry
    seen: int = 0
    total: Decimal = ZERO
    charges: Decimal = ZERO
    mixed: bool = False
    waiting: Details | None = None

    @property
    def adds_up(self) -> bool:
        """Whether its payments come to the entry; some banks book what is left after their charges."""
        return self.total - self.entry.amount in {ZERO, self.entry.charges, self.charges}


class _Notice:
    """The file on its way: elements are looked at when they end, and let go."""

    def __init__(self, told: Told) -> None:
        self._told = told
        self._keys = Keys("camt")
        self._counted = Summary()
        self._batch: _Batch | None = None
        self._seen_message = False

    def end(self, element: Element) -> Payments:
        """An element ends; its payments, if it has any."""
        name, parent = local(element), element.getparent()
        within = local(parent) if parent is not None else ""
        if name == "GrpHdr":
            self._told.references.append(_reference(Part(element)))
            self._seen_message = True
        elif within == "Ntfctn" and name in {"Acct", "TxsSummry"}:
            self._head(name, element)
        elif name == "TxDtls" and within == "NtryDtls":
            yield from self._details(element)
        elif name == "Ntry" and within == "Ntfctn":
            yield from self._entry(element)
            _let_go(element)
        elif name == "Ntfctn":
            self._end(element)
            _let_go(element)

    def finish(self) -> None:
        """The file ends."""
        if not self._seen_message:
            raise FileBroken(0, _("There is no group header (GrpHdr): this is no camt.054."))

    def _head(self, name: str, element: Element) -> None:
        counted, part = self._counted, Part(element)
        if name == "Acct":
            counted.account = part.text("Id/IBAN", "Id/Othr/Id")[:40]
            return
        counted.read(part)

    def _begun(self, element: Element) -> _Batch:
        """The entry that an element lies in, read once."""
        if self._batch is None:
            self._batch = _Batch(entry_of(element))
        return self._batch

    def _details(self, element: Element) -> Payments:
        batch = self._begun(_entry_around(element))
        details = details_of(element, batch.entry)
        batch.seen += 1
        if details.amount is None:
            batch.waiting = details
        else:
            batch.mixed |= details.currency != batch.entry.currency
            batch.total += (
                details.amount if details.credit == batch.entry.credit else -details.amount
            )
            batch.charges += details.charges
            yield from self._payments(batch.entry, details)
        _let_go(element)

    def _entry(self, element: Element) -> Payments:
        batch = self._begun(element)
        self._batch = None
        entry = batch.entry
        self._counted.add(entry)
        said = batches_of(element, entry.currency)
        if not batch.seen:
            whole = details_of(element, entry)
            yield from self._payments(entry, whole, together=said.count or 1)
        elif batch.waiting is not None:
            if batch.seen > 1:
                raise FileBroken(entry.line, _("A payment in this batch has no amount."))
            yield from self._payments(entry, batch.waiting)
        elif not batch.mixed and not batch.adds_up:
            text = _("The payments of this entry come to {found}, the entry says {said}.")
            raise FileBroken(entry.line, text, found=batch.total, said=entry.amount)
        _check_batches(batch, said)

    def _payments(self, entry: Entry, details: Details, together: int = 1) -> Payments:
        sign = details.sign(entry)
        if sign == 0:
            self._told.skipped += 1
            return
        amount = entry.amount if details.amount is None else details.amount
        currency = details.currency or entry.currency
        parts = details.shares(amount)
        ordered, ordered_in = details.ordered or (None, "")
        for reference, share in parts:
            yield BankPayment(
                line=details.line,
                account=self._counted.account,
                paid_on=entry.day,
                amount=share * sign,
                currency=currency,
                payment_id=reference,
                text=details.text,
                payer=details.payer,
                payer_account=details.payer_account,
                ordered=ordered * sign if ordered is not None and len(parts) == 1 else None,
                ordered_in=ordered_in,
                together=together,
                key=self._keys.key(
                    self._counted.account,
                    entry.day,
                    share * sign,
                    currency,
                    reference,
                    entry.servicer_reference,
                    *details.references,
                ),
            )

    def _end(self, element: Element) -> None:
        """A notification ends: its summary is compared, and the next begins."""
        counted, self._counted = self._counted, Summary()
        counted.check(element.sourceline or 0)


def _check_batches(batch: _Batch, said: Batches) -> None:
    """Whether an entry's batches hold what they say. Raises FileBroken."""
    line = batch.entry.line
    if said.count is not None and batch.seen and said.count != batch.seen:
        text = _("This batch says {said} payments, and holds {found}.")
        raise FileBroken(line, text.format(said=said.count, found=batch.seen))
    fitting = {batch.entry.amount, batch.entry.amount + batch.entry.charges}
    fitting |= {abs(batch.total)} if batch.total else set()
    if said.total is not None and not batch.mixed and said.total not in fitting:
        text = _("This batch says it comes to {said}, and its payments come to {found}.")
        found = abs(batch.total) or batch.entry.amount
        raise FileBroken(line, text, said=said.total, found=found)


def _entry_around(element: Element) -> Element:
    """The entry that details belong to."""
    for outer in element.iterancestors():
        if local(outer) == "Ntry":
            return outer
    raise FileBroken(element.sourceline or 0, _("These details belong to no entry (Ntry)."))


def _reference(header: Part) -> str:
    """What names a message; the pages of one message that stand in several files are told apart."""
    named, page = header.text("MsgId")[:70], header.text("MsgPgntn/PgNb")
    return f"{named} ({page[:5]})" if page not in {"", "1"} else named


def _let_go(element: Element) -> None:
    """Free what has been read, so that memory does not grow with the file."""
    element.clear(keep_tail=False)
    while element.getprevious() is not None:
        previous = element.getprevious()
        parent = element.getparent()
        if parent is None or previous is None or local(previous) != local(element):
            return
        parent.remove(previous)
