"""Hours: known by the source's reference, else by co-worker, project, activity, day and comment."""

from collections import Counter

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.hours.locks import all_locks
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.keys import derived_key, given_key
from moment_ui.imports.kind import FileKind
from moment_ui.imports.lookups import Lookups, Tell, chunks
from moment_ui.imports.plan import Plan, Values, Written
from moment_ui.imports.shared import SharedHours, follow_hours
from moment_ui.imports.values import choice, day, flag, line, minutes, paragraphs
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.importing import ImportKind

DAY = 24 * 60
STATUS_WORDS = {
    "not-approved": HoursStatus.NOT_APPROVED,
    "ikke godkjent": HoursStatus.NOT_APPROVED,
    "registrert": HoursStatus.NOT_APPROVED,
    "approved": HoursStatus.APPROVED,
    "godkjent": HoursStatus.APPROVED,
    "godkand": HoursStatus.APPROVED,
    "invoiced": HoursStatus.INVOICED,
    "fakturert": HoursStatus.INVOICED,
    "fakturerad": HoursStatus.INVOICED,
}
SAME = ("day", "minutes", "comment", "internal_note", "status")


class HoursPlanner:
    """Plans time records. Invoiced hours are never changed."""

    def __init__(self, work: Work, plan: Plan) -> None:
        self._work, self._plan = work, plan
        self._lookups = Lookups(work)
        self._rows: list[tuple[Row, str, Values]] = []
        self._seen: Counter[object] = Counter()
        self._keys: dict[str, int] = {}
        self._new: list[Values] = []
        self._shared = SharedHours(work)
        self._locked = all_locks(work)
        self._written: list[int] = []

    def take(self, row: Row) -> None:
        """Keep the row unless something is wrong with it."""
        values = self._values(row)
        key = self._key(row, values) if not row.problems else ""
        if key and self._keys.setdefault(key, row.number) != row.number:
            first = self._keys[key]
            row.problems["key"] = _("The same stands in row {row} already.").format(row=first)
        if row.problems:
            self._plan.refuse([row])
        else:
            self._rows.append((row, key, values))

    def finish(self, tell: Tell) -> None:
        """Compare with the stored records, some hundred at a time."""
        done = 0
        for some in chunks(self._rows):
            query = select(TimeRecord).where(
                col(TimeRecord.import_key).in_([key for _row, key, _values in some])
            )
            stored = {record.import_key: record for record in self._work.session.exec(query)}
            for row, key, values in some:
                self._plan_row(row, key, values, stored.get(key))
            done += len(some)
            tell(done)

    def write(self, work: Work, tell: Tell) -> Written:
        """Write the new records."""
        now = clock.now()
        for some in chunks(self._new, 5000):
            rows = [{**values, "created_at": now} for values in some]
            ids = work.insert_rows(TimeRecord, rows, returning=True)
            self._written += ids
            yield from (("time_record", key) for key in ids)
            tell(len(some))

    def settle(self, work: Work) -> None:
        """Hours on secondary projects go on to the main company."""
        changed = [update.id for update in self._plan.updates if update.model is TimeRecord]
        follow_hours(work, [*self._written, *changed])

    def _values(self, row: Row) -> Values:
        values: Values = {key: row.get(key) for key in SAME if row.get(key) is not None}
        if row.get("co_worker"):
            values["co_worker_id"] = self._lookups.co_worker(row)
        project_id = self._lookups.project(row)
        if project_id is not None:
            values["project_id"] = project_id
            values["activity_id"] = self._lookups.activity(row, project_id)
            self._shared.check(row, values)
        worked = row.get("minutes") or 0
        if worked > DAY:
            row.problems["minutes"] = _("A day has 24 hours.")
        billable = row.get("billable_minutes")
        if billable is None and row.get("billable") is not None:
            billable = worked if row.get("billable") else 0
        if billable is not None:
            values["billable_minutes"] = billable
        return values

    def _key(self, row: Row, values: Values) -> str:
        if row.get("key"):
            return given_key(row.get("key"))
        names = ("co_worker_id", "project_id", "activity_id", "day", "comment")
        parts = tuple(values.get(name, "") for name in names)
        self._seen[parts] += 1
        return derived_key(*parts, self._seen[parts])

    def _plan_row(self, row: Row, key: str, values: Values, known: TimeRecord | None) -> None:
        days = {values["day"], known.day if known is not None else values["day"]}
        before_day = self._locked.get(values["co_worker_id"])
        changes = known is None or any(getattr(known, name) != values[name] for name in values)
        if before_day is not None and changes and min(days) < before_day:
            row.problems["day"] = _("The day is locked for the co-worker.")
            self._plan.refuse([row])
            return
        if known is None:
            defaults: Values = {
                "billable_minutes": values["minutes"],
                "comment": "",
                "internal_note": "",
                "status": HoursStatus.NOT_APPROVED,
                "import_key": key,
            }
            self._new.append(defaults | values)
            self._plan.created += 1
            return
        before = {name: getattr(known, name) for name in values}
        if known.invoice_line_id is not None and before != values:
            row.problems["minutes"] = _("These hours are invoiced and cannot be changed.")
        else:
            self._shared.check_change(row, known, values)
        if row.problems:
            self._plan.refuse([row])
            return
        self._plan.count(changed=self._plan.change(TimeRecord, known.key, before, values))


HOURS = FileKind(
    kind=ImportKind.HOURS,
    title=_("Hours"),
    help=_("Known by reference, else by co-worker, project, activity, day and comment."),
    planner=HoursPlanner,
    topics=("hours",),
    fields=(
        Field("co_worker", _("Co-worker"), line(),
              ("ansatt", "medarbeider", "medarbetare", "ressurs", "navn", "employee", "name",
               "ansattnummer", "person"),
              required=True, example="Marte Solberg"),
        Field("project_number", _("Project number"), line(40),
              ("prosjektnummer", "prosjektnr", "prosjekt", "projektnummer", "projekt", "project",
               "project no"),
              required=True, example="2601"),
        Field("activity", _("Activity"), line(), ("aktivitet", "oppgave", "arbeidstype", "task"),
              required=True, example="Forprosjekt"),
        Field("day", _("Date"), day, ("dato", "datum", "dag", "day", "arbeidsdato"), required=True,
              example="20.11.2026"),
        Field("minutes", _("Hours"), minutes,
              ("timer", "timmar", "antall timer", "antall", "tid", "time", "duration"),
              required=True, example="7,5"),
        Field("billable_minutes", _("Billable hours"), minutes,
              ("fakturerbare timer", "fakturerbart antall", "debiterbara timmar")),
        Field("billable", _("Billable"), flag, ("fakturerbar", "debiterbar", "fakturerbart")),
        Field("comment", _("Comment"), paragraphs(2000),
              ("kommentar", "beskrivelse", "tekst", "description", "text"), example="Plantegninger"),
        Field("internal_note", _("Internal note"), paragraphs(2000),
              ("intern merknad", "internt notat", "intern kommentar")),
        Field("status", _("Status"), choice(STATUS_WORDS), ("tilstand", "godkjenning")),
        Field("key", _("Reference"), line(80), ("referanse", "ref", "id", "timeforing id")),
    ),
)  # fmt: skip
