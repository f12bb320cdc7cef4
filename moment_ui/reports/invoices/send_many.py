"""Sending many, for the screen: what would go and what not, and what became of each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.batches.proposal import MOST, Candidate, Place, Proposal
from moment_ui.domain.batches.queries import Batch, BatchItem, batch, latest_batches
from moment_ui.domain.sending.rows import GONE
from moment_ui.models.sending import SendChannel, SendResult
from moment_ui.reports.invoices.send_view import CHANNELS
from moment_ui.reports.marks import Mark, Tone, sent_mark, status_class

SHOWN = 100
MENDED: dict[Place, tuple[str, str]] = {
    Place.INVOICE: ("/finances/invoices/{invoice}", _("Open it")),
    Place.CUSTOMER: ("/customers/{customer}", _("Mend it")),
    Place.COMPANY: ("/setup/company", _("Mend it")),
    Place.FINANCES: ("/setup/payments", _("Mend it")),
    Place.VAT: ("/setup/vat-codes", _("Mend it")),
    Place.LETTERS: ("/finances/letters", _("Print letters")),
}
_WAITS = Mark(_("Waits"), Tone.INFO, "ring")
_LEFT = Mark(_("Not begun"), Tone.PLAIN, "bar")
_APART = Mark(_("Left out"), Tone.PLAIN, "bar")
_STOPPED = Mark(_("Not sent"), Tone.BAD, "square")


@dataclass
class CountView:
    """How many there are of something."""

    label: str = ""
    count: str = ""
    css: str = ""


@dataclass
class SendLine:
    """An invoice among many: where it would go or went, or why not, with the way to mend that."""

    id: int = 0
    number: str = ""
    customer: str = ""
    link: str = ""
    amount: str = ""
    way: str = ""
    receiver: str = ""
    mark: str = ""
    css: str = ""
    said: str = ""
    mend: str = ""
    mend_link: str = ""


@dataclass
class ProposalView:
    """What sending many would do. `more` tells how many lines are not shown; `instead` what e-mail could take."""

    counts: list[CountView] = field(default_factory=list[CountView])
    lines: list[SendLine] = field(default_factory=list[SendLine])
    more: str = ""
    sends: int = 0
    send: str = ""
    instead: str = ""


@dataclass
class EarlierView:
    """A sending of many, to be opened again."""

    link: str = ""
    title: str = ""
    note: str = ""


@dataclass
class BatchView:
    """What became of a sending of many. `phase`: going, broken, cancelled, ended."""

    id: int = 0
    title: str = ""
    note: str = ""
    phase: str = ""
    done: int = 0
    total: int = 0
    progress: str = ""
    counts: list[CountView] = field(default_factory=list[CountView])
    lines: list[SendLine] = field(default_factory=list[SendLine])
    more: str = ""
    again: list[int] = field(default_factory=list[int])
    earlier: list[EarlierView] = field(default_factory=list[EarlierView])

    @property
    def percent(self) -> int:
        """How far it is, from 0 to 100."""
        return 100 * self.done // self.total if self.total else 0


def way_of(found: Candidate, *, by_email: bool) -> SendChannel | None:
    """The way an invoice takes, when what cannot go as an e-invoice goes by e-mail, or not."""
    if found.channel is None and found.by_email and by_email:
        return SendChannel.EMAIL
    return found.channel


def proposal_view(proposed: Proposal, write: Writer, *, by_email: bool) -> ProposalView:
    """What would go and what not."""
    found = proposed.found
    ways = Counter(way_of(one, by_email=by_email) for one in found)
    sends = sum(count for way, count in ways.items() if way is not None)
    stuck = sorted(found, key=lambda one: way_of(one, by_email=by_email) is not None)
    lines = [_candidate(one, write, by_email=by_email) for one in stuck[:SHOWN]]
    instead = sum(1 for one in found if one.channel is None and one.by_email)
    return ProposalView(
        counts=[
            CountView(_("By e-mail"), str(ways[SendChannel.EMAIL]), "status good disc"),
            CountView(_("As e-invoice"), str(ways[SendChannel.E_INVOICE]), "status info disc"),
            CountView(_("Not sent from here"), str(ways[None]), "status warn square"),
        ],
        lines=lines,
        more=_more(len(found) - len(lines), sent=proposed.sent, left=proposed.left),
        sends=sends,
        send=plural("Send {count} invoice", "Send {count} invoices", sends),
        instead=plural(
            "Send {count} by e-mail that cannot go as an e-invoice",
            "Send {count} by e-mail that cannot go as e-invoices",
            instead,
        )
        if instead
        else "",
    )


def batch_view(work: Work, batch_id: int, *, running: bool) -> BatchView:
    """A sending of many as it stands. `running`: this server is at it. Raises NotFound."""
    found, items = batch(work, batch_id)
    write = writer(work.actor.locale, work.actor.timezone)
    begun = [item for item in items if item.message is not None or item.problem]
    marks = {item.invoice_id: _mark(item, found) for item in items}
    counted = Counter(marks[item.invoice_id] for item in items)
    first = sorted(items, key=lambda item: (_order(item), item.number or 0))
    again = [item.invoice_id for item in items if _did_not_go(item, found)]
    done, total = len(begun), len(items)
    return BatchView(
        id=found.id,
        title=plural("{count} invoice", "{count} invoices", total),
        note=f"{found.by}, {write.instant(found.begun)}",
        phase=_phase(found, running=running),
        done=done,
        total=total,
        progress=_("{done} of {total}").format(done=done, total=total),
        counts=[CountView(m.word, str(count), status_class(m)) for m, count in counted.items()],
        lines=[_item(item, marks[item.invoice_id]) for item in first[:SHOWN]],
        more=_more(total - SHOWN),
        again=again,
        earlier=[_earlier(one, write) for one in latest_batches(work)],
    )


def _candidate(found: Candidate, write: Writer, *, by_email: bool) -> SendLine:
    way = way_of(found, by_email=by_email)
    path, word = MENDED[found.place]
    stuck = way is None
    mark = _WAITS if not stuck else _APART if found.settled else _STOPPED
    return SendLine(
        id=found.id,
        number=str(found.number or _("Draft")),
        customer=found.customer,
        link=f"/finances/invoices/{found.id}",
        amount=f"{write.amount(found.gross, found.currency)} {found.currency}",
        way="" if way is None else CHANNELS[way],
        receiver=found.receiver,
        mark=mark.word if stuck else CHANNELS[way],
        css=status_class(mark),
        said=found.problem,
        mend=word if stuck else "",
        mend_link=path.format(invoice=found.id, customer=found.customer_id) if stuck else "",
    )


def _item(item: BatchItem, mark: Mark) -> SendLine:
    message = item.message
    return SendLine(
        id=item.invoice_id,
        number=str(item.number or ""),
        customer=item.customer,
        link=f"/finances/invoices/{item.invoice_id}",
        way=CHANNELS[item.channel],
        receiver=", ".join(message.receivers) if message else "",
        mark=mark.word,
        css=status_class(mark),
        said=message.detail if message else item.problem,
    )


def _mark(item: BatchItem, found: Batch) -> Mark:
    message = item.message
    if message is not None:
        return sent_mark(message.result, unknown=message.unknown)
    if item.problem:
        return _STOPPED
    return _LEFT if found.cancelled else _WAITS


def _order(item: BatchItem) -> int:
    """What needs an eye first, then what is on its way, what went, what waits."""
    message = item.message
    if item.problem or (message and (message.unknown or message.result is SendResult.FAILED)):
        return 0
    if message is None:
        return 3
    return 2 if message.result in GONE else 1


def _failed(item: BatchItem) -> bool:
    """Whether it certainly did not go."""
    if item.message is None:
        return bool(item.problem)
    return item.message.result is SendResult.FAILED and not item.message.unknown


def _did_not_go(item: BatchItem, found: Batch) -> bool:
    """Whether it can be tried again: it failed, or was not begun before the sending was cancelled."""
    return _failed(item) or (found.cancelled and item.message is None)


def _phase(found: Batch, *, running: bool) -> str:
    if running:
        return "going"
    if found.cancelled:
        return "cancelled"
    return "ended" if found.ended else "broken"


def _earlier(found: Batch, write: Writer) -> EarlierView:
    return EarlierView(
        f"/finances/sendings/{found.id}",
        plural("{count} invoice", "{count} invoices", found.count),
        f"{found.by}, {write.instant(found.begun)}",
    )


def _more(hidden: int, *, sent: int = 0, left: int = 0) -> str:
    told: Iterable[str] = (
        plural("And {count} more.", "And {count} more.", hidden) if hidden > 0 else "",
        plural("{count} was sent before.", "{count} were sent before.", sent) if sent else "",
        _("At most {most} go at a time: {count} are left for the next.").format(
            most=MOST, count=left
        )
        if left
        else "",
    )
    return " ".join(filter(None, told))
