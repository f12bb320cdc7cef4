"""Payment reminders as their pages show them: strings in the reader's language."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.core import clock
from moment_ui.core.money import ZERO
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.letters.delivery import is_unknown
from moment_ui.domain.reminders.limits import warnings_of
from moment_ui.domain.reminders.queries import (
    MOST,
    Clock,
    Debtor,
    asking,
    debtors,
    interest_is_unknown,
    levels,
    reminder_clock,
    reminders_of,
    steps,
)
from moment_ui.domain.reminders.rules import BY_HAND_TOO, Obstacle, Overdue, Step, due_on
from moment_ui.domain.reminders.writing import Written
from moment_ui.domain.statements.drawing import title_of
from moment_ui.models.sending import SendResult
from moment_ui.reports.ledger.mails import MailView
from moment_ui.reports.marks import REMINDER_LEVELS, sent_mark, status_class

OBSTACLES = {
    Obstacle.HELD: _("Held back: {why}"),
    Obstacle.OPTED_OUT: _("Reminders are off for this customer or project"),
    Obstacle.NO_ADDRESS: _("No e-mail address"),
    Obstacle.TOO_EARLY: _("From {day}"),
    Obstacle.LAST_SENT: _("Every level has been sent"),
}


@dataclass
class OverdueLine:
    """An overdue invoice to tick. `note` is why it is not reminded of by itself."""

    id: int = 0
    number: str = ""
    due: str = ""
    late: str = ""
    open: str = ""
    sent: str = ""
    next: str = ""
    note: str = ""
    note_tone: str = ""
    may_tick: bool = True
    held: bool = False


@dataclass
class DebtorView:
    """A customer with what is overdue. `totals` are per currency."""

    id: int = 0
    name: str = ""
    number: str = ""
    email: str = ""
    totals: str = ""
    lines: list[OverdueLine] = field(default_factory=list[OverdueLine])


@dataclass
class RemindersView:
    """The page. `off` says why nothing goes by itself, with the page that changes it.

    `warnings` are what the law says against the levels, each once.
    """

    off: str = ""
    off_link: str = ""
    on: str = ""
    warnings: list[str] = field(default_factory=list[str])
    debtors: list[DebtorView] = field(default_factory=list[DebtorView])
    more: str = ""
    count: str = ""
    ready: list[int] = field(default_factory=list[int])


@dataclass
class SentLine:
    """A reminder in the log of an invoice."""

    day: str = ""
    level: str = ""
    address: str = ""
    by: str = ""
    added: str = ""
    result: str = ""
    result_css: str = ""
    detail: str = ""


def reminders_view(work: Work, text: str = "") -> RemindersView:
    """The page of payment reminders, narrowed to customers by name or number."""
    found = debtors(work, text=text, most=MOST + 1)
    shown, asked = found[:MOST], steps(work)
    write = writer(work.actor.locale, work.actor.timezone)
    views = [_debtor(each, asked, write) for each in shown]
    off, link, on = _automatic(reminder_clock(work), write)
    count = sum(len(each.items) for each in shown)
    return RemindersView(
        off=off,
        off_link=link,
        on=on,
        warnings=_against(work),
        debtors=views,
        more=_("There are more than {count} customers: narrow the list.").format(count=MOST)
        if len(found) > MOST
        else "",
        count=str(count),
        ready=[item.invoice_id for each in shown for item in each.items if item.obstacle is None],
    )


def mail_view(work: Work, mail: Written) -> MailView:
    """A reminder as the preview shows it."""
    write = writer(work.actor.locale, work.actor.timezone)
    rows = [
        [
            str(line.item.number),
            write.day(line.item.due),
            f"{write.amount(line.item.open, line.item.currency)} {line.item.currency}",
            write.amount(line.interest, line.item.currency) if line.interest else "",
            write.amount(line.fee, line.item.currency) if line.fee else "",
            REMINDER_LEVELS[line.level] if line.raised else _("listed"),
        ]
        for line in mail.lines
    ]
    return MailView(
        mail.customer_id,
        mail.customer,
        mail.to,
        title_of(mail.statement),
        mail.subject,
        mail.text,
        rows,
    )


def sent_view(work: Work, invoice_id: int) -> list[SentLine]:
    """The log of an invoice's reminders, the newest first."""
    write = writer(work.actor.locale, work.actor.timezone)
    now = clock.now()
    found: list[SentLine] = []
    for each in reminders_of(work, invoice_id):
        unknown = is_unknown(each.result, each.sent_at, now)
        mark = sent_mark(SendResult(each.result), unknown=unknown)
        added = each.fee + each.interest
        found.append(
            SentLine(
                write.instant(each.sent_at),
                REMINDER_LEVELS[each.level],
                each.receivers,
                each.by_name,
                write.exact(added, 2) if added else "",
                mark.word,
                status_class(mark),
                each.detail,
            )
        )
    return found


def _against(work: Work) -> list[str]:
    who, rows = asking(work), levels(work)
    against = [text for row in rows for text in warnings_of(who, row).values()]
    unknown = _("No interest is asked for: the rate of this half-year is not known to the program.")
    return [*([unknown] if interest_is_unknown(work) else []), *dict.fromkeys(against)]


def _automatic(clock_: Clock, write: Writer) -> tuple[str, str, str]:
    """Why nothing goes by itself with where that is set, or when it does."""
    del write
    if clock_.collected_by:
        text = _("{who} collects for you: nothing goes by itself. You can still send by hand.")
        return text.format(who=clock_.collected_by), "/setup/payments", ""
    if not clock_.automatic:
        return _("Reminders do not go by themselves."), "/setup/reminders", ""
    time = f"{clock_.run_at // 60:02}:{clock_.run_at % 60:02}"
    return "", "", _("Reminders go by themselves each day at {time}.").format(time=time)


def _debtor(debtor: Debtor, asked: list[Step], write: Writer) -> DebtorView:
    sums: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for item in debtor.items:
        sums[item.currency] += item.open
    return DebtorView(
        id=debtor.customer_id,
        name=debtor.name,
        number=str(debtor.number),
        email=debtor.email,
        totals=", ".join(f"{write.amount(sums[code], code)} {code}" for code in sums),
        lines=[_line(item, asked, write) for item in debtor.items],
    )


def _line(item: Overdue, asked: list[Step], write: Writer) -> OverdueLine:
    late = (clock.today() - item.due).days
    day = due_on(item, asked)
    note = ""
    if item.obstacle is not None:
        said = write.day(day) if day else ""
        note = OBSTACLES[item.obstacle].format(why=item.held, day=said)
    sent = ""
    if item.reminders:
        when = f", {write.day(item.reminded_on)}" if item.reminded_on else ""
        sent = f"{REMINDER_LEVELS[min(item.reminders, 3)]}{when}"
    following = REMINDER_LEVELS[min(item.reminders + 1, len(asked))]
    return OverdueLine(
        id=item.invoice_id,
        number=str(item.number),
        due=write.day(item.due),
        late=plural("{count} day", "{count} days", late),
        open=f"{write.amount(item.open, item.currency)} {item.currency}",
        sent=sent,
        next=following,
        note=note,
        note_tone="quiet" if item.obstacle is Obstacle.TOO_EARLY else "warn",
        may_tick=item.obstacle not in BY_HAND_TOO,
        held=item.obstacle is Obstacle.HELD,
    )
