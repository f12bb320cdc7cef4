"""The command line: `python -m moment_ui import --company lysgard --kind invoices ledger.csv`."""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence

from sqlmodel import select

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError, Invalid
from moment_ui.core.words import _
from moment_ui.db.work import global_reading, reading, writing
from moment_ui.imports import mapping, sheet
from moment_ui.imports.history import past_imports
from moment_ui.imports.kind import FileKind
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.run import Request, Result, check
from moment_ui.imports.run import run as import_file
from moment_ui.imports.undo import undo_import, undo_preview
from moment_ui.imports.words import counted, sums_in_words
from moment_ui.models.company import Company

FINE, REFUSED, WRONG = 0, 1, 2
SHOWN_PROBLEMS = 40


def run(options: argparse.Namespace) -> int:
    """Run the command; returns 0 when all is well, 1 when rows were refused, 2 when it cannot."""
    try:
        return _run(options)
    except AppError as error:
        sys.stderr.write(f"{error.message}\n")
        return WRONG


def _run(options: argparse.Namespace) -> int:
    actor = _operator(options.company)
    if options.history:
        return _history(actor)
    if options.undo is not None:
        return _undo(actor, options.undo, dry_run=options.dry_run)
    if options.file is None or options.kind is None:
        raise Invalid(file=_("Name a file and its --kind, or an import to --undo."))
    if not options.file.is_file():
        raise Invalid(file=_("There is no file {name}.").format(name=options.file))
    return _import(actor, options)


def _operator(slug: str) -> Actor:
    with global_reading() as session:
        companies = {
            each.slug: Actor(
                0, each.id or 0, frozenset(Permission), _("Command line"), each.timezone
            )
            for each in session.exec(select(Company))
        }
    if slug not in companies:
        known = ", ".join(sorted(companies)) or _("none yet")
        raise Invalid(
            company=_("There is no company {slug}. There are: {known}.").format(
                slug=slug, known=known
            )
        )
    return companies[slug]


def _import(actor: Actor, options: argparse.Namespace) -> int:
    kind = kind_called(options.kind)
    preview = sheet.preview(options.file)
    mapped = mapping.chosen(kind, preview.headings, _choices(options.map), preview.samples)
    _say_columns(kind, preview.headings, mapped)
    request = Request(
        kind, options.file, options.file.name, mapped, options.valid_rows, options.decimal
    )
    started = time.monotonic()
    result = (check if options.dry_run else import_file)(actor, request, _progress)
    _clear_progress()
    headings = {each.key: each.label for each in kind.fields}
    headings |= {key: preview.headings[place] for key, place in mapped.items()}
    _say_problems(result, headings)
    _say_result(result, time.monotonic() - started, dry_run=options.dry_run)
    return REFUSED if result.plan.refused else FINE


def _choices(pairs: Iterable[str]) -> dict[str, str]:
    choices: dict[str, str] = {}
    for pair in pairs:
        column, sign, key = pair.rpartition("=")
        if not sign:
            raise Invalid(map=_('Write --map "Their column=field".'))
        choices[column] = key.strip()
    return choices


def _say_columns(kind: FileKind, headings: Sequence[str], mapped: mapping.Mapped) -> None:
    labels = {each.key: each.label for each in kind.fields}
    _say_table([(headings[place], "→", labels[key], f"({key})") for key, place in mapped.items()])
    unused = [name for place, name in enumerate(headings) if place not in mapped.values()]
    if unused:
        _say(_("Not used: {columns}").format(columns=", ".join(unused)))
    _say("")


def _say_problems(result: Result, headings: dict[str, str]) -> None:
    by_row = sorted(result.plan.problems, key=lambda problem: problem.row)
    shown = by_row[:SHOWN_PROBLEMS]
    if shown:
        heading = (_("Row"), _("Column"), _("In the file"), _("Reason"))
        rows = [
            (str(each.row), headings.get(each.field, each.field), each.said, each.reason)
            for each in shown
        ]
        _say_table([heading, *rows])
    if result.plan.problem_count > len(shown):
        more = result.plan.problem_count - len(shown)
        _say(_("… and {count} more.").format(count=more))


def _say_result(result: Result, seconds: float, *, dry_run: bool) -> None:
    plan = result.plan
    speed = round(plan.rows / seconds) if seconds else plan.rows
    _say(
        _(
            "{rows} rows read: {created} new, {updated} changed, {unchanged} unchanged, "
            "{refused} rows refused. {seconds:.1f} s, {speed} rows a second."
        ).format(
            rows=plan.rows,
            created=plan.created,
            updated=plan.updated,
            unchanged=plan.unchanged,
            refused=plan.refused,
            seconds=seconds,
            speed=speed,
        )
    )
    if plan.sums:
        _say(_("Sum of the rows that are right: {sums}").format(sums=sums_in_words(plan.sums)))
    if result.batch_id is not None:
        _say(_("Import {id} is done; --undo {id} takes it back.").format(id=result.batch_id))
    elif dry_run:
        _say(_("Dry run: nothing was written."))
    else:
        _say(_("Nothing was written. Mend the file, or leave wrong rows out with --valid-rows."))


def _undo(actor: Actor, batch_id: int, *, dry_run: bool) -> int:
    with reading(actor) as work:
        preview = undo_preview(work, batch_id)
    for table, count in preview.removed.items():
        _say(_("To remove: {rows}").format(rows=counted(table, count)))
    for table, count in preview.restored.items():
        _say(_("To restore: {rows}").format(rows=counted(table, count)))
    if dry_run and not preview.reasons:
        _say(_("Dry run: nothing was written."))
        return FINE
    with writing(actor) as work:
        undo_import(work, batch_id)
    _say(_("Import {id} is undone.").format(id=batch_id))
    return FINE


def _history(actor: Actor) -> int:
    with reading(actor) as work:
        batches = past_imports(work)
    heading = (_("Id"), _("When"), _("Kind"), _("File"), _("New"), _("Changed"), _("By"), "")
    rows = [
        (
            str(each.id),
            f"{each.at:%Y-%m-%d %H:%M} UTC",
            each.kind.value,
            each.file_name,
            str(each.created),
            str(each.updated),
            each.user_name,
            _("undone") if each.undone_at else "",
        )
        for each in batches
    ]
    _say_table([heading, *rows])
    return FINE


def _progress(phase: str, done: int, total: int) -> None:
    if sys.stderr.isatty():
        of = f" of {total}" if total else ""
        sys.stderr.write(f"\r{phase} {done}{of} rows …\x1b[K")
        sys.stderr.flush()


def _clear_progress() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _say_table(rows: Sequence[Sequence[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        _say("  ".join(cells).rstrip())
