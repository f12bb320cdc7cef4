"""What a reminder to one customer says and lists: subject, text and the statement that goes with it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import select

from moment_ui.core.money import ZERO
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.payment_ids.rules import shown
from moment_ui.domain.reminders.defaults import Level, default_texts, title_of
from moment_ui.domain.reminders.queries import Debtor, levels
from moment_ui.domain.reminders.rules import ANSWER_DAYS, Charged, Step, charged
from moment_ui.domain.statements.drawing import document_of
from moment_ui.formats.invoice_words import words_for
from moment_ui.formats.statement import OpenLine, StatementDocument
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.reminder import ReminderLevel


@dataclass(frozen=True, slots=True)
class Written:
    """A reminder as it would go: `level` is the highest in it."""

    customer_id: int
    customer: str
    to: str
    level: int
    subject: str
    text: str
    lines: tuple[Charged, ...]
    statement: StatementDocument

    def seen(self, invoice_ids: Collection[int]) -> dict[int, int]:
        """The mark that each of these invoices has before the reminder goes."""
        items = (line.item for line in self.lines)
        return {x.invoice_id: x.mark for x in items if x.invoice_id in invoice_ids}


def written(work: Work, debtor: Debtor, raised: frozenset[int]) -> Written | None:
    """The reminder of a customer about all that is late and not held back; None when nothing is raised.

    Called by commands and queries that have declared their permission.
    """
    items = [item for item in debtor.items if not item.held and not _opted_out(item.obstacle)]
    chosen = raised & {item.invoice_id for item in items}
    if not chosen or not debtor.email:
        return None
    rows = levels(work)
    asked = [Step(row.level, row.days, row.fee, row.percent) for row in rows]
    company = work.session.get_one(Company, work.company_id)
    today: dt.date = work.today()
    lines = charged(items, chosen, asked, today, company.currency)
    level = max(line.level for line in lines if line.item.invoice_id in chosen)
    words = _words(work, company, debtor, lines)
    subject, text = texts_of(rows[level - 1], debtor.language)
    subject, text = filled(subject, words), filled(text, words)
    return Written(
        debtor.customer_id,
        debtor.name,
        debtor.email,
        level,
        subject,
        text,
        tuple(lines),
        _statement(work, debtor, lines, title_of(level, debtor.language)),
    )


def texts_of(level: Level | ReminderLevel, language: str) -> tuple[str, str]:
    """Subject and text of a level in a language; English when there is none in it."""
    known = default_texts(level.level) | level.texts
    found = known.get({"nn": "nb"}.get(language, language)) or known["en"]
    return found["subject"], found["text"]


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text with its words in place; what is no word of ours stands as it is."""
    for key, value in words.items():
        text = text.replace("{" + key + "}", value)
    return text


def _opted_out(obstacle: object) -> bool:
    return obstacle == "opted-out"


def _words(
    work: Work, company: Company, debtor: Debtor, lines: Sequence[Charged]
) -> dict[str, str]:
    today: dt.date = work.today()
    write = writer(words_for(debtor.language).locale, work.actor.timezone)
    sums: dict[str, Decimal] = {}
    for line in lines:
        code = line.item.currency
        sums[code] = sums.get(code, ZERO) + line.item.open + line.fee + line.interest
    totals = [f"{write.amount(amount, code)} {code}" for code, amount in sums.items()]
    return {
        "customer": debtor.name,
        "company": company.name,
        "total": ", ".join(totals),
        "invoices": ", ".join(str(line.item.number) for line in lines),
        "until": write.day(today + dt.timedelta(days=ANSWER_DAYS)),
    }


def _statement(
    work: Work, debtor: Debtor, lines: Sequence[Charged], title: str
) -> StatementDocument:
    settings = finance_settings(work)
    listed = tuple(
        OpenLine(
            "invoice",
            line.item.number,
            line.item.issued,
            line.item.due,
            shown(settings, line.item.payment_id) if line.item.payment_id else "",
            line.item.currency,
            line.item.gross,
            line.item.open,
            line.days_late,
            line.interest,
            line.fee,
        )
        for line in lines
    )
    customer = work.session.exec(select(Customer).where(Customer.id == debtor.customer_id)).one()
    return document_of(work, customer, listed, debtor.language, title)
