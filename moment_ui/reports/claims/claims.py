"""The reports of claims: one's own, and those one decides on."""

from moment_ui.core.actor import Permission
from moment_ui.core.money import Money
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.claims.listing import CLAIMS_LIST, MY_CLAIMS_LIST, ClaimRow
from moment_ui.domain.claims.words import KIND_WORDS
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import CLAIM_STATUS
from moment_ui.reports.report import Report

OWN_COLUMNS: tuple[Column[ClaimRow], ...] = (
    Column("title", _("Claim"), Kind.TEXT, lambda r: r.title),
    Column("kind", _("Kind"), Kind.TEXT, lambda r: KIND_WORDS[r.kind]),
    Column("day", _("Date"), Kind.DATE, lambda r: r.day),
    Column("status", _("Status"), Kind.STATUS, lambda r: CLAIM_STATUS[r.status]),
    Column("reviewer", _("Reviewer"), Kind.TEXT, lambda r: r.reviewer or ""),
    Column("submitted", _("Sent"), Kind.DATE, lambda r: r.submitted_at.date() if r.submitted_at else None, default=False),
    Column("paid", _("Paid out"), Kind.DATE, lambda r: r.paid_on),
    Column("total", _("Total"), Kind.MONEY, lambda r: Money(r.total, r.currency), adds_up=True),
)  # fmt: skip

COLUMNS: tuple[Column[ClaimRow], ...] = (
    OWN_COLUMNS[0],
    Column("owner", _("Co-worker"), Kind.TEXT, lambda r: r.owner),
    *OWN_COLUMNS[1:],
)

OWN_FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Words of the claim, or a place")),
    Filter("status", _("Status"), FilterKind.CHOICES, tuple(Choice(s.value, m.word, m) for s, m in CLAIM_STATUS.items())),
    Filter("kind", _("Kind"), FilterKind.CHOICES, tuple(Choice(k.value, word) for k, word in KIND_WORDS.items())),
    Filter("period", _("Date"), FilterKind.PERIOD),
    Filter("paid", _("Paid out"), FilterKind.PERIOD),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    *OWN_FILTERS,
    Filter("owner", _("Co-worker"), FilterKind.REFERENCES, of="co-worker", needs=Permission.VIEW_PROJECTS),
)  # fmt: skip

MY_CLAIMS: Report[ClaimRow] = Report(
    key="my-claims",
    title=_("My claims"),
    columns=OWN_COLUMNS,
    filters=OWN_FILTERS,
    source=MY_CLAIMS_LIST,
    sort=(SortKey("day", descending=True),),
    needs=Permission.WRITE_CLAIMS,
    row_id=lambda row: row.id,
    row_name=lambda row: row.title,
    href=lambda row: f"/claims/{row.id}",
    links={"title": lambda row: f"/claims/{row.id}"},
    personal=True,
    quick_sorts=MY_CLAIMS_LIST.quick_sorts,
    one=_("claim"),
    many=_("claims"),
)

CLAIMS: Report[ClaimRow] = Report(
    key="claims",
    title=_("Claims"),
    columns=COLUMNS,
    filters=FILTERS,
    source=CLAIMS_LIST,
    sort=(SortKey("day", descending=True),),
    needs=Permission.WRITE_CLAIMS,
    row_id=lambda row: row.id,
    row_name=lambda row: row.title,
    href=lambda row: f"/claims/{row.id}",
    links={"title": lambda row: f"/claims/{row.id}"},
    personal=True,
    quick_sorts=CLAIMS_LIST.quick_sorts,
    one=_("claim"),
    many=_("claims"),
)
