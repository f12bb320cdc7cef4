"""The report of statements and reminders that were sent (Finances → Payment reminders → Sent)."""

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind, Mark
from moment_ui.core.words import _
from moment_ui.domain.letters.delivery import is_unknown
from moment_ui.domain.statements.listing import MAIL_LIST, MailListed
from moment_ui.models.sending import SendResult
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import REMINDER_LEVELS, SEND_RESULT, sent_mark
from moment_ui.reports.report import Report

POSSIBLE = (
    SendResult.SENT,
    SendResult.OUTBOX,
    SendResult.FAILED,
    SendResult.PENDING,
    SendResult.UNKNOWN,
)


def _result(row: MailListed) -> Mark:
    unknown = is_unknown(row.result, row.begun_at, clock.now())
    return sent_mark(row.result, unknown=unknown)


def _page(row: MailListed) -> str:
    return f"/finances/reminders/sent/{row.id}"


COLUMNS: tuple[Column[MailListed], ...] = (
    Column("begun_at", _("Sent at"), Kind.INSTANT, lambda r: r.begun_at),
    Column("level", _("What"), Kind.TEXT, lambda r: REMINDER_LEVELS[r.level]),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer),
    Column("customer_number", _("Customer no."), Kind.NUMBER, lambda r: r.customer_number, default=False),
    Column("invoices", _("Invoices"), Kind.COUNT, lambda r: r.invoices or None, sortable=False),
    Column("receivers", _("To"), Kind.TEXT, lambda r: ", ".join(r.receivers), sortable=False),
    Column("result", _("Result"), Kind.STATUS, _result),
    Column("detail", _("Details"), Kind.TEXT, lambda r: r.detail, sortable=False, default=False),
    Column("subject", _("Subject"), Kind.TEXT, lambda r: r.subject, default=False),
    Column("paper", _("Paper"), Kind.TEXT, lambda r: r.paper, sortable=False),
    Column("by", _("Sent by"), Kind.TEXT, lambda r: r.by_name),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Customer, invoice, address or subject")),
    Filter("sent", _("Sent at"), FilterKind.PERIOD),
    Filter(
        "level",
        _("What"),
        FilterKind.CHOICES,
        tuple(Choice(str(level), word) for level, word in enumerate(REMINDER_LEVELS)),
    ),
    Filter(
        "result",
        _("Result"),
        FilterKind.CHOICES,
        tuple(Choice(each.value, SEND_RESULT[each].word) for each in POSSIBLE),
    ),
    Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer"),
    Filter("by", _("Sent by"), FilterKind.TEXT),
)

SENT_MAILS: Report[MailListed] = Report(
    key="sent-mails",
    title=_("Sent statements and reminders"),
    columns=COLUMNS,
    filters=FILTERS,
    source=MAIL_LIST,
    sort=(SortKey("begun_at", descending=True),),
    needs=Permission.VIEW_CUSTOMER_ECONOMY,
    row_id=lambda row: row.id,
    row_name=lambda row: f"{REMINDER_LEVELS[row.level]}, {row.customer}",
    href=_page,
    links={
        "begun_at": _page,
        "level": _page,
        "paper": lambda row: _page(row) if row.paper else "",
        "customer": lambda row: f"/customers/{row.customer_id}",
    },
    quick_sorts=MAIL_LIST.quick_sorts,
    one=_("mail"),
    many=_("mails"),
)
