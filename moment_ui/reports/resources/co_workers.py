"""The report of co-workers (Company → Co-workers)."""

from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.sharing.listing import CO_WORKER_LIST, CoWorkerRow
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import INVITE_MAIL, STANDING
from moment_ui.reports.report import Report

COLUMNS: tuple[Column[CoWorkerRow], ...] = (
    Column("name", _("Name"), Kind.TEXT, lambda r: r.name),
    Column("title", _("Title"), Kind.TEXT, lambda r: r.title),
    Column("email", _("E-mail"), Kind.TEXT, lambda r: r.email),
    Column("kind", _("Kind"), Kind.TEXT, lambda r: _("External") if r.is_external else _("Own"), sortable=False),
    Column("home", _("Comes from"), Kind.TEXT, lambda r: r.home or ""),
    Column("standing", _("State"), Kind.STATUS, lambda r: STANDING[r.standing]),
    Column("invited", _("Invited"), Kind.INSTANT, lambda r: r.invited_at),
    Column("invited_by", _("Invited by"), Kind.TEXT, lambda r: r.invited_by, default=False, sortable=False),
    Column("mail", _("Mail"), Kind.STATUS, lambda r: INVITE_MAIL[r.mail] if r.invited_at else None, sortable=False),
    Column("projects", _("Projects"), Kind.COUNT, lambda r: r.projects),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Name, e-mail or title")),
    Filter("kind", _("Kind"), FilterKind.CHOICES, (Choice("external", _("External")), Choice("own", _("Own")))),
    Filter("standing", _("State"), FilterKind.CHOICES, tuple(Choice(s.value, m.word, m) for s, m in STANDING.items())),
)  # fmt: skip

CO_WORKERS: Report[CoWorkerRow] = Report(
    key="co-workers",
    title=_("Co-workers"),
    columns=COLUMNS,
    filters=FILTERS,
    source=CO_WORKER_LIST,
    sort=(SortKey("name"),),
    needs=Permission.VIEW_PROJECTS,
    row_id=lambda row: row.id,
    row_name=lambda row: row.name,
    href=lambda _row: "",
    quick_sorts=CO_WORKER_LIST.quick_sorts,
    one=_("co-worker"),
    many=_("co-workers"),
)
