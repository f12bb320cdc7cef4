"""The report of projects (Projects → Overview)."""

from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind, Mark, Tone
from moment_ui.core.words import _
from moment_ui.domain.projects.listing import PROJECT_LIST, ProjectListed
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import PROJECT_STATUS
from moment_ui.reports.projects.price_model_facts import KINDS
from moment_ui.reports.report import Report


def _pricing(row: ProjectListed) -> Mark:
    """How the project is billed; a warning where somebody's work on it has no price."""
    if row.gap is not None:
        return Mark(
            _("No price model") if row.pricing is None else _("Rates missing"), Tone.WARN, "square"
        )
    return Mark(KINDS[row.pricing]) if row.pricing else Mark(_("None"), Tone.QUIET, "bar")


COLUMNS: tuple[Column[ProjectListed], ...] = (
    Column("number", _("Number"), Kind.TEXT, lambda r: r.number),
    Column("name", _("Name"), Kind.TEXT, lambda r: r.name),
    Column("customer", _("Customer"), Kind.TEXT, lambda r: r.customer or ""),
    Column("leader", _("Leader"), Kind.TEXT, lambda r: r.leader or ""),
    Column("status", _("State"), Kind.STATUS, lambda r: PROJECT_STATUS[r.status]),
    Column(
        "pricing",
        _("Price model"),
        Kind.STATUS,
        _pricing,
        sortable=False,
        needs=Permission.VIEW_RATES,
    ),
    Column("tags", _("Tags"), Kind.TAGS, lambda r: r.tags, sortable=False),
    Column("start", _("Start"), Kind.DATE, lambda r: r.start_on, default=False),
    Column("end", _("End"), Kind.DATE, lambda r: r.end_on, default=False),
    Column("hours", _("Hours"), Kind.HOURS, lambda r: r.minutes, adds_up=True),
    Column("budget", _("Budget"), Kind.HOURS, lambda r: r.budget_minutes, adds_up=True),
    Column("used", _("Used"), Kind.PERCENT, lambda r: r.used, sortable=False),
    Column("team", _("Team"), Kind.COUNT, lambda r: r.team),
    Column("next", _("Next milestone"), Kind.TEXT, lambda r: r.next_name or "", sortable=False),
    Column("next_on", _("Due"), Kind.DATE, lambda r: r.next_on),
)

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Number, name or customer")),
    Filter("status", _("State"), FilterKind.CHOICES, tuple(Choice(s.value, m.word, m) for s, m in PROJECT_STATUS.items())),
    Filter("customer", _("Customer"), FilterKind.REFERENCES, of="customer", needs=Permission.VIEW_CUSTOMERS),
    Filter("leader", _("Leader"), FilterKind.REFERENCES, of="co-worker"),
    Filter("tags", _("Tags"), FilterKind.REFERENCES, of="project-tag"),
    Filter("customer_tags", _("Customer tags"), FilterKind.REFERENCES, of="tag", needs=Permission.VIEW_CUSTOMERS),
    Filter("starts", _("Start"), FilterKind.PERIOD),
)  # fmt: skip

PROJECTS: Report[ProjectListed] = Report(
    key="projects",
    title=_("Projects"),
    columns=COLUMNS,
    filters=FILTERS,
    source=PROJECT_LIST,
    sort=(SortKey("number", descending=True),),
    needs=Permission.VIEW_PROJECTS,
    row_id=lambda row: row.id,
    row_name=lambda row: f"{row.number} {row.name}",
    href=lambda row: f"/projects/{row.id}",
    links={
        "number": lambda row: f"/projects/{row.id}",
        "name": lambda row: f"/projects/{row.id}",
        "pricing": lambda row: f"/projects/{row.id}/price-models" if row.pricing or row.gap else "",
        "customer": lambda row: f"/customers/{row.customer_id}" if row.customer_id else "",
    },
    quick_sorts=PROJECT_LIST.quick_sorts,
    one=_("project"),
    many=_("projects"),
)
