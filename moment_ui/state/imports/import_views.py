"""What the import page shows, as plain values in the reader's words."""

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.core.actor import Actor
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.formats.csv import harmless
from moment_ui.imports.history import PastImport
from moment_ui.imports.job import Outcome
from moment_ui.imports.kind import Columns, FileKind
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.sheet import Preview
from moment_ui.imports.undo import UndoPreview
from moment_ui.imports.words import counted, sums_in_words
from moment_ui.models.importing import ImportKind

PROBLEMS_SHOWN = 200
_TABLES = {
    ImportKind.CUSTOMERS: "customer",
    ImportKind.CONTACTS: "contact",
    ImportKind.PROJECTS: "project",
    ImportKind.INVOICES: "invoice",
    ImportKind.PAYMENTS: "payment",
    ImportKind.HOURS: "time_record",
}
_PLACES = {
    ImportKind.CUSTOMERS: ("/customers", _("customers")),
    ImportKind.CONTACTS: ("/customers", _("customers")),
    ImportKind.INVOICES: ("/finances/invoices", _("invoices")),
    ImportKind.PAYMENTS: ("/finances/invoices", _("invoices")),
}


@dataclass(frozen=True)
class ColumnView:
    """A column of the file: its place, heading, first values, and the field it goes to ("" none)."""

    place: int
    heading: str
    samples: str
    field: str


@dataclass(frozen=True)
class ProblemView:
    """What is wrong with a cell or a row."""

    key: str
    row: str
    column: str
    said: str
    reason: str


@dataclass(frozen=True)
class OutcomeView:
    """What a check found or an import did."""

    done: bool = False
    things: str = ""
    rows: str = ""
    created: str = ""
    updated: str = ""
    unchanged: str = ""
    refused: str = ""
    has_refused: bool = False
    has_work: bool = False
    more: str = ""
    sums: str = ""
    speed: str = ""
    go: str = ""
    go_without: str = ""
    place: str = ""
    place_name: str = ""
    problems: list[ProblemView] = field(default_factory=list)


@dataclass(frozen=True)
class PastView:
    """One import of the history."""

    id: int
    when: str
    kind: str
    file_name: str
    words: str
    by: str
    undone: bool


@dataclass(frozen=True)
class UndoView:
    """What an undo takes and gives, and why it cannot be done."""

    id: int = 0
    title: str = ""
    lines: list[str] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def columns_view(preview: Preview, mapped: Mapping[str, int]) -> list[ColumnView]:
    """The file's columns with the fields chosen for them."""
    fields = {place: key for key, place in mapped.items()}
    return [
        ColumnView(place, heading, " · ".join(dict.fromkeys(samples))[:120], fields.get(place, ""))
        for place, (heading, samples) in enumerate(
            zip(preview.headings, preview.samples, strict=True)
        )
    ]


def field_choices(kind: Columns) -> list[tuple[str, str]]:
    """The fields a column may go to, required ones marked."""
    return [(each.key, f"{each.label} *" if each.required else each.label) for each in kind.fields]


def outcome_view(
    outcome: Outcome, kind: FileKind, headings: Mapping[str, str], actor: Actor
) -> OutcomeView:
    """A job's outcome in the reader's words. `headings` names the columns by field key."""
    write = writer(actor.locale, actor.timezone)
    place, name = _PLACES.get(kind.kind, ("", ""))
    work = outcome.created + outcome.updated
    shown = problems_of(outcome, kind, headings)[:PROBLEMS_SHOWN]
    more = outcome.problem_count - len(shown)
    speed = outcome.rows / outcome.seconds if outcome.seconds else outcome.rows
    return OutcomeView(
        done=outcome.batch_id is not None,
        things=kind.title.lower(),
        rows=write.count(outcome.rows),
        created=write.count(outcome.created),
        updated=write.count(outcome.updated),
        unchanged=write.count(outcome.unchanged),
        refused=write.count(outcome.refused),
        has_refused=outcome.refused > 0,
        has_work=work > 0,
        sums=_sums(outcome),
        more=_("… and {count} more.").format(count=write.count(more)) if more > 0 else "",
        speed=_("{seconds} s, {speed} rows a second").format(
            seconds=write.number(Decimal(str(round(outcome.seconds, 1))), 1),
            speed=write.count(round(speed)),
        ),
        go=_("Import {rows}").format(rows=counted(_TABLES[kind.kind], work)),
        go_without=_("Import {rows} without the wrong rows").format(
            rows=counted(_TABLES[kind.kind], work)
        ),
        place=place,
        place_name=name,
        problems=[ProblemView(str(n), *problem) for n, problem in enumerate(shown)],
    )


def _sums(outcome: Outcome) -> str:
    if not outcome.sums:
        return ""
    sums = {
        currency: {name: Decimal(text) for name, text in each.items()}
        for currency, each in outcome.sums.items()
    }
    text = _("Sum of the right rows: {sums}") if outcome.refused else _("Sum of the file: {sums}")
    return text.format(sums=sums_in_words(sums))


def problems_of(
    outcome: Outcome, kind: FileKind, headings: Mapping[str, str]
) -> list[tuple[str, str, str, str]]:
    """Row, column, what the cell says and reason of each problem, by row."""
    labels = {each.key: each.label for each in kind.fields} | dict(headings)
    told = sorted(outcome.problems, key=lambda problem: problem[0])
    return [
        (str(row), labels.get(key, _("Whole row")), said, text) for row, key, said, text in told
    ]


def problems_file(problems: Sequence[tuple[str, str, str, str]]) -> bytes:
    """The problems as a CSV file that Excel opens, formulas made harmless."""
    text = io.StringIO()
    lines = csv.writer(text, delimiter=";", lineterminator="\r\n")
    lines.writerow([_("Row"), _("Column"), _("In the file"), _("Reason")])
    lines.writerows([harmless(cell) for cell in problem] for problem in problems)
    return text.getvalue().encode("utf-8-sig")


def past_view(past: PastImport, actor: Actor) -> PastView:
    """One import in a line."""
    words = _("{created} new, {updated} changed, {unchanged} unchanged").format(
        created=past.created, updated=past.updated, unchanged=past.unchanged
    )
    if past.refused:
        words += ", " + _("{count} refused").format(count=past.refused)
    return PastView(
        id=past.id,
        when=writer(actor.locale, actor.timezone).instant(past.at),
        kind=kind_called(past.kind.value).title,
        file_name=past.file_name,
        words=words,
        by=past.user_name,
        undone=past.undone_at is not None,
    )


def undo_view(past: PastView, preview: UndoPreview) -> UndoView:
    """What undoing the import would do."""
    removed = [
        _("{rows} will be removed").format(rows=counted(t, n)) for t, n in preview.removed.items()
    ]
    restored = [
        _("{rows} will be as before").format(rows=counted(t, n))
        for t, n in preview.restored.items()
    ]
    return UndoView(past.id, past.file_name, removed + restored, list(preview.reasons))
