"""What the pages of payment files show, as plain values in the reader's words."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from moment_ui.core.money import Money
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer
from moment_ui.domain.payment_files.queries import EntryRow, FilePage, FileRow, Group, Shared
from moment_ui.domain.payment_files.rules import Fit, Shown, shown_state
from moment_ui.domain.payment_files.suggesting import Suggestion
from moment_ui.models.payment_file import (
    BankFile,
    BankFileState,
    BankFormat,
    Doubt,
    EntryState,
)

FORMAT_WORDS = {
    BankFormat.OCR: _("OCR giro"),
    BankFormat.CAMT: "camt.054",
    BankFormat.CSV: _("Table"),
}
STATE_WORDS: dict[Shown, tuple[str, str]] = {
    Shown.READ: (_("To be posted"), "warn"),
    Shown.PARTLY: (_("{posted} of {count} posted"), "warn"),
    Shown.POSTED: (_("Posted"), "good"),
    Shown.UNDONE: (_("Undone"), ""),
    Shown.ASIDE: (_("Set aside"), ""),
}
FIT_WORDS: dict[Fit, tuple[str, str]] = {
    Fit.EXACT: (_("Matched"), "good"),
    Fit.PART: (_("Part payment"), "info"),
    Fit.OVER: (_("Over-payment"), "warn"),
    Fit.BACK: (_("Money back"), "info"),
}
ENTRY_WORDS: dict[EntryState, tuple[str, str]] = {
    EntryState.UNKNOWN: (_("Unknown"), "bad"),
    EntryState.DUPLICATE: (_("Duplicate"), "bad"),
    EntryState.ELSEWHERE: (_("Another account"), "bad"),
    EntryState.POSTED: (_("Posted"), "good"),
    EntryState.SET_ASIDE: (_("Set aside"), ""),
}
DOUBT_WORDS: dict[Doubt, str] = {
    Doubt.NONE: "",
    Doubt.NO_REFERENCE: _("It names no payment ID."),
    Doubt.NO_DETAILS: _(
        "The bank made one sum of them and tells nothing of each. Ask it for the details, or attach the "
        "sum to its invoices."
    ),
    Doubt.NO_SUCH_INVOICE: _("No invoice has this payment ID."),
    Doubt.CHECK_DIGIT: _("The check digit of this payment ID is wrong: it was mistyped."),
    Doubt.SEVERAL_INVOICES: _("Several invoices have this payment ID."),
    Doubt.OTHER_CURRENCY: _("The invoice is in another currency, or has other decimals."),
    Doubt.CREDIT_NOTE: _("The payment ID is that of a credit note."),
    Doubt.NO_AMOUNT: _("It has no amount."),
    Doubt.OTHER_ACCOUNT: _("It came to {account}, which is not among our accounts."),
    Doubt.IN_ANOTHER_FILE: _("The same payment stands in {file}."),
    Doubt.TAKEN_BACK: _("It was taken back, and was shared between invoices before."),
}


@dataclass
class FileLine:
    """A file as the list shows it."""

    id: int = 0
    title: str = ""
    format: str = ""
    when: str = ""
    by: str = ""
    days: str = ""
    count: str = ""
    total: str = ""
    state: str = ""
    tone: str = ""
    doubts: str = ""


@dataclass
class GroupView:
    """Payments that stand alike: what they are called, how many, what they come to."""

    key: str = ""
    label: str = ""
    tone: str = ""
    count: str = ""
    sums: str = ""


@dataclass
class SharedLine:
    """An invoice that a part of a payment is posted on."""

    invoice_id: int = 0
    number: str = ""
    about: str = ""


@dataclass
class EntryLine:
    """A payment as a list shows it. `open`: somebody has to look at it; `perhaps` is what it may be for."""

    id: int = 0
    file_id: int = 0
    line: str = ""
    place: str = ""
    day: str = ""
    amount: str = ""
    reference: str = ""
    payer: str = ""
    state: str = ""
    tone: str = ""
    why: str = ""
    invoice_id: int = 0
    number: str = ""
    customer_id: int = 0
    customer: str = ""
    outstanding: str = ""
    perhaps: str = ""
    perhaps_id: int = 0
    open: bool = False
    aside: bool = False
    shared: list[SharedLine] = field(default_factory=list[SharedLine])


@dataclass
class FileView:
    """One file as its page shows it."""

    id: int = 0
    title: str = ""
    format: str = ""
    state: str = ""
    tone: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    groups: list[GroupView] = field(default_factory=list[GroupView])
    post: str = ""
    undo: str = ""
    kept: str = ""
    undoable: int = 0
    removable: bool = False
    elsewhere: str = ""
    news: str = ""
    has_original: bool = False


def file_line(row: FileRow, write: Writer) -> FileLine:
    """A file of the list."""
    file = row.file
    word, tone = _state(file, row.counts, write)
    doubts = plural("{count} in doubt", "{count} in doubt", row.in_doubt)
    return FileLine(
        id=file.key,
        title=file.title,
        format=FORMAT_WORDS[file.format],
        when=write.instant(file.read_at),
        by=file.read_by,
        days=_days(file, write),
        count=write.count(file.count),
        total=write.amount(file.total, file.currency) + f" {file.currency}"
        if file.currency
        else "",
        state=word,
        tone=tone,
        doubts=doubts if row.in_doubt else "",
    )


def file_view(page: FilePage, write: Writer, closed: dt.date | None) -> FileView:
    """One file with its groups."""
    file = page.file
    word, tone = _state(file, {key: group.count for key, group in page.states.items()}, write)
    matched = page.states.get(EntryState.MATCHED, Group())
    posted = page.states.get(EntryState.POSTED, Group()).count
    elsewhere = page.states.get(EntryState.ELSEWHERE, Group()).count
    going = posted - page.kept
    waits = closed is not None and file.first_day is not None and file.first_day <= closed
    news = _("Payments dated until {day} wait: that period is closed.")
    return FileView(
        id=file.key,
        title=file.title,
        format=FORMAT_WORDS[file.format],
        state=word,
        tone=tone,
        facts=[(word, text) for word, text in _facts(file, write) if text],
        groups=list(_groups(page, write)),
        post=plural("Post {count} payment", "Post {count} payments", matched.count)
        if matched.count
        else "",
        undo=plural("Take {count} payment back", "Take {count} payments back", going)
        if going > 0
        else "",
        kept=plural(
            "{count} payment stays: money was given back or written off because of it.",
            "{count} payments stay: money was given back or written off because of them.",
            page.kept,
        )
        if page.kept
        else "",
        undoable=max(going, 0),
        removable=file.state is BankFileState.READ and not posted,
        elsewhere=file.account if elsewhere else "",
        has_original=file.stored_file_id is not None,
        news=news.format(day=write.day(closed)) if waits and closed and matched.count else "",
    )


def entry_line(row: EntryRow, write: Writer, perhaps: Suggestion | None = None) -> EntryLine:
    """A payment of a list, and what it may be for."""
    entry = row.entry
    word, tone = FIT_WORDS[row.fit] if row.fit else ENTRY_WORDS.get(entry.state, ("", ""))
    why = DOUBT_WORDS[entry.doubt].format(
        account=entry.account, file=row.duplicate or _("another file")
    )
    if entry.state is EntryState.SET_ASIDE:
        why = f"{entry.note} ({entry.by_name})"
    return EntryLine(
        id=entry.key,
        file_id=entry.file_id,
        line=str(entry.line),
        place=_("{file}, line {line}").format(file=row.file_title, line=entry.line),
        day=write.day(entry.paid_on),
        amount=f"{write.amount(entry.amount, entry.currency)} {entry.currency}",
        reference=entry.payment_id or entry.text,
        payer=entry.payer or entry.payer_account,
        state=word,
        tone=tone,
        why=why if entry.state is not EntryState.POSTED else "",
        invoice_id=entry.invoice_id or 0,
        number=str(row.number or ""),
        customer_id=row.customer_id or 0,
        customer=perhaps.customer if perhaps else row.customer,
        outstanding=write.amount(row.outstanding, entry.currency)
        if row.outstanding is not None and row.fit
        else "",
        perhaps=_("Perhaps {number}").format(number=perhaps.number) if perhaps else "",
        perhaps_id=perhaps.invoice_id if perhaps else 0,
        open=entry.state in (EntryState.UNKNOWN, EntryState.DUPLICATE, EntryState.ELSEWHERE),
        aside=entry.state is EntryState.SET_ASIDE,
        shared=[_shared_line(each, entry.currency, write) for each in row.shared],
    )


def _shared_line(each: Shared, currency: str, write: Writer) -> SharedLine:
    about = f"{each.customer} ·\N{NO-BREAK SPACE}{write.amount(each.amount, currency)}"
    return SharedLine(each.invoice_id, str(each.number), about)


def _state(file: BankFile, counts: Mapping[EntryState, int], write: Writer) -> tuple[str, str]:
    """Where a file stands: the word and its tone."""
    word, tone = STATE_WORDS[shown_state(file.state, counts)]
    posted = counts.get(EntryState.POSTED, 0)
    return word.format(posted=write.count(posted), count=write.count(sum(counts.values()))), tone


def _groups(page: FilePage, write: Writer) -> Iterable[GroupView]:
    for fit, (word, tone) in FIT_WORDS.items():
        if fit in page.fits:
            yield _group(fit.value, word, tone, page.fits[fit], write)
    for state, (word, tone) in ENTRY_WORDS.items():
        if state in page.states:
            yield _group(state.value, word, tone, page.states[state], write)


def _group(key: str, word: str, tone: str, group: Group, write: Writer) -> GroupView:
    return GroupView(key, word, tone, write.count(group.count), _sums(group.sums, write))


def _sums(sums: Iterable[Money], write: Writer) -> str:
    return " · ".join(f"{write.amount(m.amount, m.currency)} {m.currency}" for m in sums)


def _days(file: BankFile, write: Writer) -> str:
    if file.first_day is None or file.last_day is None:
        return ""
    first, last = write.day(file.first_day), write.day(file.last_day)
    return first if first == last else f"{first} – {last}"


def _facts(file: BankFile, write: Writer) -> Iterable[tuple[str, str]]:
    yield _("Format"), FORMAT_WORDS[file.format]
    yield _("Account"), file.account
    yield _("Paid"), _days(file, write)
    total = f"{write.amount(file.total, file.currency)} {file.currency}" if file.currency else ""
    yield (
        _("Payments"),
        f"{write.count(file.count)} · {total}" if total else write.count(file.count),
    )
    yield _("Transmission"), ", ".join(file.marks.split())
    yield _("Read"), f"{write.instant(file.read_at)}, {file.read_by}"
    if file.posted_at:
        yield _("Posted"), f"{write.instant(file.posted_at)}, {file.posted_by}"
    if file.undone_at:
        yield _("Undone"), f"{write.instant(file.undone_at)}, {file.undone_by}"
    if file.skipped:
        yield _("Passed over"), write.count(file.skipped)
