"""One import from file to database: checked without holding anybody up, written at one stroke."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.folding import folded
from moment_ui.core.garbage import seldom_collected
from moment_ui.core.words import _
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.access.needs import needs
from moment_ui.imports import sheet
from moment_ui.imports.decimals import decimal_sign
from moment_ui.imports.errors import EmptyFile, MeanwhileChanged
from moment_ui.imports.kind import (
    Columns,
    FileKind,
    Mapped,
    RowReader,
    check_mapping,
    number_fields,
)
from moment_ui.imports.plan import Plan, Planner
from moment_ui.imports.record import write_plan
from moment_ui.imports.values import Cell, Style
from moment_ui.models.importing import ImportBatch

STYLE_ROWS = 2000
TOTALS = re.compile(
    r"(sum|summa|summer|total|totalt|totaler|subtotal|antall|antal|i alt|count)"
    r"( (nok|kr|sek|dkk|eur)| ?(\w+ ?)?:.*)?"
)
EVERY = 1000
Told = Callable[[str, int, int], None]  # phase, done, of how many (0: unknown)


def nobody(_phase: str, _done: int, _total: int) -> None:
    """Tells nobody."""


@dataclass(frozen=True, slots=True)
class Request:
    """What to import: the file and its name for readers, the kind, the columns, how strictly."""

    kind: FileKind
    path: Path
    file_name: str
    mapped: Mapped
    valid_rows: bool = False
    decimal: str = ""


@dataclass(slots=True)
class Result:
    """What was found and what was done. Without a `batch_id` nothing was written."""

    plan: Plan
    batch_id: int | None = None


@seldom_collected()
def check(actor: Actor, request: Request, tell: Told = nobody) -> Result:
    """A dry run: everything is checked, nothing is written.

    Raises FileRefused, MissingColumns and NotPermitted.
    """
    with reading(actor) as work:
        plan, _planner = planned(work, request, tell)
    return Result(plan)


@seldom_collected()
def run(actor: Actor, request: Request, tell: Told = nobody) -> Result:
    """Check the file, then write it in one transaction.

    With anything wrong nothing is written, unless the request asks for the valid rows. Raises
    FileRefused, MissingColumns, NotPermitted and MeanwhileChanged.
    """
    with reading(actor) as work:
        version = work.data_version()
        plan, planner = planned(work, request, tell)
    if plan.refused and not request.valid_rows:
        return Result(plan)
    try:
        with writing(actor) as work:
            if work.data_version() != version:  # somebody wrote meanwhile: look again, locked
                plan, planner = planned(work, request, tell)
                if plan.refused and not request.valid_rows:
                    return Result(plan)
            batch = _batch(work, request, plan)
            key = write_plan(work, batch, plan, planner, partial(tell, "writing"))
            for topic in request.kind.topics:
                work.emit(topic)
    except IntegrityError as error:
        raise MeanwhileChanged from error
    return Result(plan, key)


@needs(Permission.IMPORT)
def planned(work: Work, request: Request, tell: Told) -> tuple[Plan, Planner]:
    """Read the whole file and plan it against the company's data."""
    check_mapping(request.kind, request.mapped)
    style = style_of(request.path, request.kind, request.mapped, request.decimal)
    plan = Plan(frozenset(request.mapped))
    planner = request.kind.planner(work, plan)
    reader = RowReader(request.kind, request.mapped, style)
    with sheet.opened(request.path) as table:
        for row in table.rows:
            plan.rows += 1
            problem = row.problem or _total(request, row.cells)
            if problem:
                plan.refuse_row(row.number, problem)
            else:
                planner.take(reader.read(row.number, row.cells))
            if plan.rows % EVERY == 0:
                tell("reading", plan.rows, 0)
    if not plan.rows:
        raise EmptyFile
    planner.finish(lambda done: tell("checking", done, 0) if done % EVERY == 0 else None)
    return plan, planner


def style_of(path: Path, kind: Columns, mapped: Mapped, decimal: str) -> Style:
    """How the file writes numbers: as somebody chose, else as its first rows show."""
    if decimal:
        return Style(decimal)
    columns = [mapped[key] for key in number_fields(kind) if key in mapped]
    samples: list[str] = []
    with sheet.opened(path) as table:
        for row, _count in zip(table.rows, range(STYLE_ROWS), strict=False):
            samples += [cell for c in columns if isinstance(cell := row.cells[c], str)]
    return Style(decimal_sign(samples))


def _total(request: Request, cells: Sequence[Cell]) -> str:
    """What is said of a row of totals, which lists often end with; "" of any other row."""
    first = next(filter(None, cells), None)
    if not isinstance(first, str) or not first[0].isalpha():  # nearly always
        return ""
    required = [cells[request.mapped[each.key]] for each in request.kind.fields if each.required]
    if TOTALS.fullmatch(folded(first)) and not all(cell and cell != first for cell in required):
        return _("This looks like a row of totals. Take it out, or import without it.")
    return ""


def _batch(work: Work, request: Request, plan: Plan) -> ImportBatch:
    with request.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return ImportBatch(
        kind=request.kind.kind,
        file_name=request.file_name[:255],
        sha256=digest,
        created=plan.created,
        updated=plan.updated,
        unchanged=plan.unchanged,
        refused=plan.refused,
        user_id=work.actor.user_id or None,
        user_name=work.actor.name,
        at=clock.now(),
    )
