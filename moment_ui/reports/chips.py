"""Active filters in words: the chips above a table, and the heading of a file."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from moment_ui.core.actor import Permission
from moment_ui.core.period import Period, Preset
from moment_ui.core.selection import FilterValue, Range
from moment_ui.core.words import _
from moment_ui.core.writing import NIL, Writer
from moment_ui.db.work import Work
from moment_ui.domain.mailing import queries as mailing
from moment_ui.domain.references import naming
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.filters import Filter, FilterKind
from moment_ui.reports.report import Report
from moment_ui.reports.view import ChipView

Names = Mapping[str, Mapping[str, str]]
"""By what references are of ("customer"), then by id as text."""

_NAMED = {
    "customer": (Permission.VIEW_CUSTOMERS, naming.customer_names),
    "project": (Permission.VIEW_PROJECTS, naming.project_names),
    "tag": (Permission.VIEW_CUSTOMERS, naming.tag_names),
    "contact-tag": (Permission.VIEW_CUSTOMERS, naming.tag_names),
    "mailing-list": (Permission.USE_MAILING_LISTS, mailing.list_names),
    "project-tag": (Permission.VIEW_CUSTOMERS, naming.tag_names),
    "offer-tag": (Permission.VIEW_CUSTOMERS, naming.tag_names),
    "co-worker": (Permission.VIEW_PROJECTS, naming.co_worker_names),
    "user": (Permission.VIEW_AUDIT_LOG, naming.user_names),
}


def names_of(work: Work, report: Report[Any], address: ReportAddress) -> Names:
    """The names behind the ids in the filters; no statement when there are none."""
    names: dict[str, dict[str, str]] = {}
    for declared, value in _set_filters(report, address):
        if declared.kind is FilterKind.REFERENCES and isinstance(value, tuple):
            found = name_references(work, declared.of, [int(item) for item in value])
            names.setdefault(declared.of, {}).update(found)
    return names


def name_references(work: Work, of: str, ids: list[int]) -> dict[str, str]:
    """The names of customers, projects, tags or co-workers, by id as text.

    Without the permission to see them nobody is named.
    """
    permission, query = _NAMED[of]
    if not work.actor.may(permission):
        return {}
    return {str(number): name for number, name in query(work, ids).items()}


def chips(
    report: Report[Any], address: ReportAddress, write: Writer, names: Names
) -> list[ChipView]:
    """A chip per active filter."""
    return [
        ChipView(
            key=declared.key,
            label=declared.label,
            value=in_words(declared, value, write, names),
        )
        for declared, value in _set_filters(report, address)
    ]


def filter_words(
    report: Report[Any], address: ReportAddress, write: Writer, names: Names
) -> tuple[str, ...]:
    """The active filters as sentences for a file's heading: "State: Overdue, Sent"."""
    return tuple(
        f"{declared.label}: {in_words(declared, value, write, names)}"
        for declared, value in _set_filters(report, address)
    )


def in_words(declared: Filter, value: FilterValue, write: Writer, names: Names) -> str:
    """A filter's value as a reader says it."""
    if isinstance(value, bool):
        return _("Yes")
    if isinstance(value, Range):
        return _range(declared, value, write)
    if isinstance(value, Preset | Period):
        return write.period(value)
    return f"“{value}”" if isinstance(value, str) else _listed(declared, value, names)


def _listed(declared: Filter, values: tuple[str, ...] | tuple[int, ...], names: Names) -> str:
    return ", ".join(_named(declared, str(item), names) for item in values)


def _named(declared: Filter, value: str, names: Names) -> str:
    labels = {choice.value: choice.label for choice in declared.choices}
    known = names.get(declared.of, {}) if declared.kind is FilterKind.REFERENCES else labels
    missing = _("unknown ({id})").format(id=value)
    return known.get(value, missing if declared.kind is FilterKind.REFERENCES else value)


def _range(declared: Filter, value: Range, write: Writer) -> str:
    low, high = (_number(declared, bound, write) for bound in (value.low, value.high))
    if not low:
        return _("at most {amount}").format(amount=high)
    if not high:
        return _("at least {amount}").format(amount=low)
    return low if low == high else f"{low}{NIL}{high}"


def _number(declared: Filter, number: Decimal | None, write: Writer) -> str:
    if number is None:
        return ""
    if declared.kind is FilterKind.NUMBERS:
        return f"{number:f}"
    return write.asked(number)


def _set_filters(report: Report[Any], address: ReportAddress) -> list[tuple[Filter, FilterValue]]:
    given = dict(address.filters)
    return [(f, given[f.key]) for f in report.free_filters() if f.key in given]
