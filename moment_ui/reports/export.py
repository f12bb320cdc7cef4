"""One export: from an order by ids to a finished, registered file. Runs in a process of its own."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError, NotPermitted
from moment_ui.core.files import written_whole
from moment_ui.core.table import Heading, Table, Totals, added_up, build_table, chosen_columns
from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.access.queries import member
from moment_ui.domain.exports import files
from moment_ui.domain.exports.commands import ExportFile, register_export
from moment_ui.formats import Format, find_format
from moment_ui.formats.text import Reader
from moment_ui.models.company import Company
from moment_ui.reports import report_by_key
from moment_ui.reports.address import MAX_QUERY, ReportAddress, parse
from moment_ui.reports.chips import filter_words, names_of
from moment_ui.reports.filters import FilterKind
from moment_ui.reports.report import Report
from moment_ui.reports.run import rows_of, ticked_rows, totals_of

Row = TypeVar("Row")
MOST_TICKED = 1000
"""More than that is "everything in the filter", not rows ticked one by one."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, of how many."""


class CannotExport(AppError):
    """The order names a report or a format that does not exist."""

    def __init__(self) -> None:
        super().__init__(_("This cannot be exported. Reload the page and try again."))


class Order(BaseModel):
    """What to export, for whom, into which file. Holds ids and an address, never figures."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    report: str = Field(max_length=40)
    query: str = Field(max_length=MAX_QUERY)
    fixed: dict[str, int] = Field(default_factory=dict, max_length=5)
    ticked: list[int] = Field(default_factory=list[int], max_length=MOST_TICKED)  # none: every row
    format: str = Field(max_length=20)
    user_id: int
    company_id: int
    name: str = Field(max_length=100)  # random, under which the file is to lie


def make(order: Order, progress: Progress) -> ExportFile:
    """Write the file whole and register it for its reader.

    Raises NotPermitted, CannotExport, and OSError when the disk does not take it; then there is
    neither file nor record.
    """
    actor = member(order.user_id, order.company_id)
    path = files.path_of(order.name)
    written_as = find_format(order.format)
    if actor is None:
        raise NotPermitted
    if path is None or written_as is None:
        raise CannotExport
    try:
        file = _write(order, written_as, actor, path, progress)
        with writing(actor) as work:
            register_export(work, file)
    except BaseException:
        files.remove(order.name)
        raise
    return file


def check_may_read(work: Work, key: str) -> None:
    """Raises NotPermitted when the actor may not read the report with this key."""
    report = report_by_key(key)
    if report is None or not work.actor.may(report.needs):
        raise NotPermitted


def _write(
    order: Order, written_as: Format, actor: Actor, path: Path, progress: Progress
) -> ExportFile:
    with reading(actor, snapshot=True) as work:
        report = _report(order, actor)
        company = select(Company.name, Company.slug).where(col(Company.id) == actor.company_id)
        name, slug = work.session.exec(company).one()
        address = parse(order.query, report)
        table = _table(work, report, address, order.ticked, progress)
        heading = _heading(work, report, address, name)
        if order.ticked:
            heading = replace(heading, filters=(*heading.filters, _picked(table.count)))
        with written_whole(path) as out:
            written_as.write(table, heading, Reader(actor.locale, actor.timezone), out)
    day = clock.today(actor.timezone).isoformat()
    return ExportFile(
        name=order.name,
        title=f"{report.key}-{slug}-{day}.{written_as.suffix}",
        media_type=written_as.media_type,
        size=path.stat().st_size,
        rows=table.count,
        needs=report.needed_by(address.selection(report), table.columns),
    )


def _report(order: Order, actor: Actor) -> Report[Any]:
    report = report_by_key(order.report)
    if report is None:
        raise CannotExport
    seen = report.for_actor(actor)
    references = {f.key for f in seen.filters if f.kind is FilterKind.REFERENCES}
    if not order.fixed.keys() <= references:
        raise CannotExport
    return seen.fixed_to(**{key: (value,) for key, value in order.fixed.items()})


def _table(
    work: Work, report: Report[Any], address: ReportAddress, ticked: list[int], progress: Progress
) -> Table:
    columns = chosen_columns(report.columns, address.columns)
    if ticked:
        few = list(ticked_rows(work, report, address, ticked))
        totals = Totals(len(few), added_up(columns, few))
        rows = iter(few)
    else:
        totals = totals_of(work, report, address)
        rows = rows_of(work, report, address)
    return build_table(columns, _counted(rows, totals.count, progress), totals.sums, totals.count)


def _picked(count: int) -> str:
    return plural("Only the {count} row selected", "Only the {count} rows selected", count)


def _counted(rows: Iterable[Row], count: int, progress: Progress) -> Iterator[Row]:
    done = 0
    for done, row in enumerate(rows, 1):
        yield row
        progress(done, count)
    progress(done, count)


def _heading(work: Work, report: Report[Any], address: ReportAddress, company: str) -> Heading:
    actor = work.actor
    write = writer(actor.locale, actor.timezone)
    fixed = dict(report.fixed)
    whole = replace(report, fixed=())
    said = replace(address, filters=(*fixed.items(), *address.filters))
    return Heading(
        title=report.title,
        company=company,
        filters=filter_words(whole, said, write, names_of(work, whole, said)),
        made_at=_("Extracted {instant}").format(instant=write.instant(clock.now())),
        made_by=actor.name,
    )
