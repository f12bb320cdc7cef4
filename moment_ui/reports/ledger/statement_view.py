"""A statement of account as its page shows it: what its address asks for, its pages, what was sent."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.letters.delivery import is_unknown
from moment_ui.domain.statements.drawing import file_name, pdf_of, statement
from moment_ui.domain.statements.rules import Asked, check_asked
from moment_ui.domain.statements.sending import statements_sent
from moment_ui.formats.statement import StatementDocument
from moment_ui.formats.statement_words import LANGUAGES
from moment_ui.models.reminder import ReminderMessage
from moment_ui.models.sending import SendResult
from moment_ui.reports.marks import REMINDER_LEVELS, sent_mark, status_class
from moment_ui.reports.paper_preview import Preview

LONGEST_QUERY = 500
MOST_DRAWN = 5000
"""A statement of more entries is not drawn beside its page: it is downloaded, or of a shorter period."""

MOST_PAGES = 20
preview: Preview[StatementDocument] = Preview(pdf_of)


@dataclass
class SentLine:
    """A reminder or statement that went to the customer. `paper` is what its PDF is called, "" without one."""

    id: int = 0
    what: str = ""
    result: str = ""
    css: str = ""
    receivers: str = ""
    by: str = ""
    detail: str = ""
    paper: str = ""


@dataclass
class StatementView:
    """What is asked for as texts of its fields, and what came of it. `pages` counts the pictures."""

    customer_id: int = 0
    customer: str = ""
    everything: bool = False
    since: str = ""
    until: str = ""
    language: str = ""
    languages: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    query: str = ""
    stamp: str = ""
    pages: int = 0
    said: str = ""
    sums: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    log: list[SentLine] = field(default_factory=list[SentLine])
    may_send: bool = False


def asked_of(texts: Mapping[str, str], today: dt.date) -> Asked:
    """What an address asks for; as of today where it does not say. Raises Invalid, by field."""
    form = fields.Reading(texts)
    until = form.read("until", fields.day) or today
    everything = fields.truth(texts.get("everything", ""))
    since = form.read("since", fields.day) if everything else None
    form.finish()
    asked = Asked(until, everything, since, texts.get("language", ""))
    check_asked(asked)
    return asked


def query_of(asked: Asked) -> str:
    """The address that asks for it."""
    texts = {
        "everything": "yes" if asked.everything else "",
        "since": asked.since.isoformat() if asked.since else "",
        "until": asked.until.isoformat(),
        "language": asked.language,
    }
    return urlencode({key: text for key, text in texts.items() if text})


def texts_in(query: str) -> dict[str, str]:
    """What an address says."""
    return dict(parse_qsl(query[:LONGEST_QUERY]))


def statement_named(work: Work, named: tuple[int, str]) -> StatementDocument:
    """The statement of a customer that an address asks for. Raises NotFound, Invalid."""
    customer_id, query = named
    return statement(work, customer_id, asked_of(texts_in(query), work.today()))


def statement_pdf(document: StatementDocument) -> tuple[str, bytes]:
    """The file's name and the PDF."""
    return file_name(document), preview.pdf(document)


def statement_view(work: Work, customer_id: int, asked: Asked) -> StatementView:
    """What the page shows. Raises NotFound, Invalid."""
    document = statement(work, customer_id, asked)
    actor = work.actor
    write = writer(actor.locale, actor.timezone)
    size = _size(document)
    count, stamp = preview.pages(document) if size <= MOST_DRAWN else (0, "")
    names = fields.languages(actor.locale)
    return StatementView(
        customer_id=customer_id,
        customer=document.buyer.name,
        everything=asked.everything,
        since=asked.since.isoformat() if asked.since else "",
        until=asked.until.isoformat(),
        language=document.language,
        languages=[(code, names[code]) for code in LANGUAGES],
        query=query_of(asked),
        stamp=stamp,
        pages=min(count, MOST_PAGES),
        said=_said(size, count),
        sums=_sums(document, write),
        log=[sent_line(row, write) for row in statements_sent(work, customer_id)],
        may_send=actor.may(Permission.SEND_REMINDERS),
    )


def check_days(since: str, until: str, today: dt.date) -> dict[str, str]:
    """What is wrong with the days as typed, by field."""
    try:
        asked_of({"everything": "yes", "since": since, "until": until}, today)
    except Invalid as invalid:
        return dict(invalid.fields)
    return {}


def _size(document: StatementDocument) -> int:
    return len(document.lines) + sum(len(each.movements) for each in document.accounts or ())


def _said(size: int, pages: int) -> str:
    if size > MOST_DRAWN:
        text = _("{count} entries are too many to show here. Download the PDF, or choose a period.")
        return text.format(count=size)
    if pages > MOST_PAGES:
        return _("The PDF has {count} more pages.").format(count=pages - MOST_PAGES)
    return ""


def _sums(document: StatementDocument, write: Writer) -> list[tuple[str, str]]:
    """What is owed in each currency, whatever the paper tells besides."""
    owed = {each.currency: sum(each.amounts, ZERO) for each in document.ages}
    owed |= {each.currency: each.closing for each in document.accounts or ()}
    return [(code, f"{write.amount(amount, code)} {code}") for code, amount in sorted(owed.items())]


def sent_line(row: ReminderMessage, write: Writer) -> SentLine:
    """What became of a mail, as the log tells it."""
    unknown = is_unknown(row.result, row.begun_at, clock.now())
    mark = sent_mark(row.result, unknown=unknown)
    refused = ", ".join(row.refused) if row.result is SendResult.SENT else ""
    told = _("Refused by the mail server: {refused}").format(refused=refused) if refused else ""
    return SentLine(
        id=row.key,
        what=REMINDER_LEVELS[row.level],
        result=mark.word,
        css=status_class(mark),
        receivers=", ".join(row.receivers),
        by=f"{row.by_name}, {write.instant(row.begun_at)}",
        detail=" ".join(filter(None, (row.detail, told))),
        paper=row.paper,
    )
