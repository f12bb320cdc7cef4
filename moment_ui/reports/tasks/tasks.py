"""The report of tasks (Tasks → Tasks report)."""

from moment_ui.core.actor import Permission
from moment_ui.core.selection import SortKey
from moment_ui.core.table import Column, Kind
from moment_ui.core.words import _
from moment_ui.domain.tasks.listing import TASK_LIST, TaskRow
from moment_ui.reports.filters import Choice, Filter, FilterKind
from moment_ui.reports.marks import TASK_STATE
from moment_ui.reports.report import Report
from moment_ui.reports.view import ACT

COLUMNS: tuple[Column[TaskRow], ...] = (
    Column("title", _("Task"), Kind.TEXT, lambda r: r.title),
    Column("state", _("Column"), Kind.STATUS, lambda r: TASK_STATE[r.state]),
    Column("project", _("Project"), Kind.TEXT, lambda r: f"{r.number} {r.project}" if r.number else ""),
    Column("assignee", _("Assigned to"), Kind.TEXT, lambda r: r.assignee or ""),
    Column("due", _("Due"), Kind.DATE, lambda r: r.due_on),
    Column("done", _("Done on"), Kind.DATE, lambda r: r.done_on),
    Column("description", _("Description"), Kind.TEXT, lambda r: r.description, default=False, sortable=False),
    Column("created", _("Written down"), Kind.DATE, lambda r: r.created_at.date(), default=False),
    Column("created_by", _("By"), Kind.TEXT, lambda r: r.created_by, default=False, sortable=False),
)  # fmt: skip

FILTERS: tuple[Filter, ...] = (
    Filter("text", _("Find"), FilterKind.TEXT, hint=_("Words of the task")),
    Filter("state", _("Column"), FilterKind.CHOICES, tuple(Choice(s.value, m.word, m) for s, m in TASK_STATE.items())),
    Filter("project", _("Project"), FilterKind.REFERENCES, of="project", needs=Permission.VIEW_PROJECTS),
    Filter("assignee", _("Assigned to"), FilterKind.REFERENCES, of="co-worker", needs=Permission.VIEW_PROJECTS),
    Filter("due", _("Due"), FilterKind.PERIOD),
    Filter("done", _("Done on"), FilterKind.PERIOD),
)  # fmt: skip

TASKS: Report[TaskRow] = Report(
    key="tasks",
    title=_("Tasks"),
    columns=COLUMNS,
    filters=FILTERS,
    source=TASK_LIST,
    sort=(SortKey("due"),),
    needs=Permission.EDIT_TASKS,
    row_id=lambda row: row.id,
    row_name=lambda row: row.title,
    href=lambda _row: "",
    links={"title": lambda _row: ACT},
    personal=True,
    quick_sorts=TASK_LIST.quick_sorts,
    one=_("task"),
    many=_("tasks"),
)
