"""A report's address: filters, sort, columns, page and view, to and from the query string. Pure.

`parse` never raises: names it does not know and values it cannot read are left out. What `parse`
returns is in normal form, so `parse(address.query(), report) == address`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from urllib.parse import parse_qsl, quote

from moment_ui.core.selection import FilterValue, Selection, SortKey
from moment_ui.core.table import chosen_columns
from moment_ui.reports.filters import MAX_NUMBER, read_value, write_value
from moment_ui.reports.report import PAGE_SIZES, Report

MAX_QUERY = 8000
MAX_SORT_KEYS = 3
NO_VIEW = 0
_SAFE = ",.:~-"

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class ReportAddress:
    """What one address asks of a report.

    `columns` empty: the reader's own or the default ones. `size` None: the reader's own.
    `view` is the saved view it started from; `NO_VIEW` says: not even the default one.
    `came_from` (`list=` in the address) is the query of the list the reader came from, untouched.
    """

    filters: tuple[tuple[str, FilterValue], ...] = ()
    sort: tuple[SortKey, ...] = ()
    columns: tuple[str, ...] = ()
    page: int = 1
    size: int | None = None
    view: int | None = None
    came_from: str = ""

    def query(self) -> str:
        """The address as a query string, without the question mark."""
        pairs = [(key, write_value(value)) for key, value in self.filters]
        pairs.append(("sort", ",".join(f"{'-' * s.descending}{s.key}" for s in self.sort)))
        pairs.append(("columns", ",".join(self.columns)))
        pairs.append(("page", str(self.page) if self.page > 1 else ""))
        pairs.append(("size", str(self.size or "")))
        pairs.append(("view", "" if self.view is None else str(self.view)))
        pairs.append(("list", self.came_from))
        return "&".join(f"{key}={quote(value, safe=_SAFE)}" for key, value in pairs if value)

    def value(self, key: str) -> FilterValue | None:
        """What one filter is set to."""
        return dict(self.filters).get(key)

    def turned_to(self, page: int) -> "ReportAddress":
        """The same list at another page."""
        return replace(self, page=max(1, page))

    def sized(self, size: int) -> "ReportAddress":
        """The same list with another page size, from the start."""
        return replace(self, page=1, size=size if size in PAGE_SIZES else None)

    def sorted_by(self, key: str, report: Report[Any], *, add: bool = False) -> "ReportAddress":
        """Sort by the column, or turn its direction; `add` keeps the other keys (Shift-click)."""
        now = self.sort or report.sort
        turned = tuple(SortKey(s.key, not s.descending) if s.key == key else s for s in now)
        if add:
            keys = turned if turned != now else (*now, SortKey(key))[-MAX_SORT_KEYS:]
        else:
            keys = tuple(s for s in turned if s.key == key) or (SortKey(key),)
        return replace(self, page=1, sort=keys)

    def filtered(self, key: str, raw: str, report: Report[Any]) -> "ReportAddress":
        """The list with one filter set to what was typed or chosen; "" takes the filter away."""
        declared = report.free_filter(key)
        value = read_value(declared, raw) if declared else None
        return self._with_filters({**dict(self.filters), key: value}, report)

    def toggled(self, key: str, choice: str, report: Report[Any]) -> "ReportAddress":
        """The list with one choice of a filter ticked or unticked."""
        now = self.value(key)
        chosen = [str(item) for item in now] if isinstance(now, tuple) else []
        wanted = [c for c in chosen if c != choice] if choice in chosen else [*chosen, choice]
        return self.filtered(key, ",".join(wanted), report)

    def cleared(self) -> "ReportAddress":
        """The list without any filter; columns, sort and size stay."""
        return replace(self, filters=(), page=1, view=NO_VIEW)

    def shown_columns(self, report: Report[Any]) -> tuple[str, ...]:
        """The keys of the columns shown, in order."""
        return tuple(column.key for column in chosen_columns(report.columns, self.columns))

    def with_columns(self, keys: Iterable[str], report: Report[Any]) -> "ReportAddress":
        """The list with these columns in this order; the default ones are not written out."""
        known = tuple(c.key for c in chosen_columns(report.columns, tuple(keys)))
        default = tuple(c.key for c in report.columns if c.default)
        return replace(self, columns=() if known == default else known)

    def column_toggled(self, key: str, report: Report[Any]) -> "ReportAddress":
        """The list with the column shown (last) or hidden; the last one left stays."""
        now = self.shown_columns(report)
        wanted = tuple(k for k in now if k != key) if key in now else (*now, key)
        return self.with_columns(wanted or now, report)

    def column_moved(self, key: str, place: int, report: Report[Any]) -> "ReportAddress":
        """The list with the shown column at another place, counted from nought."""
        now = self.shown_columns(report)
        if key not in now:
            return self
        others = [k for k in now if k != key]
        others.insert(max(0, min(place, len(others))), key)
        return self.with_columns(others, report)

    def same_list(self, other: "ReportAddress") -> bool:
        """Whether both show the same filter, sort and columns: nothing to save."""
        return _bare(self) == _bare(other)

    def selection(self, report: Report[Any]) -> Selection:
        """What the source is asked for: filters, fixed ones above all, and the order."""
        return Selection((*report.fixed, *self.filters), self.sort or report.sort)

    def within(self, report: Report[Any]) -> "ReportAddress":
        """The address with what the report has: an address of a wider report narrowed to it."""
        given = dict(self.filters)
        columns = {column.key: column.sortable for column in report.columns}
        return replace(
            self,
            filters=tuple((f.key, given[f.key]) for f in report.free_filters() if f.key in given),
            sort=tuple(key for key in self.sort if columns.get(key.key)),
            columns=tuple(key for key in self.columns if key in columns),
        )

    def _with_filters(
        self, values: Mapping[str, FilterValue | None], report: Report[Any]
    ) -> "ReportAddress":
        kept = ((f.key, values.get(f.key)) for f in report.free_filters())
        filters = tuple((key, value) for key, value in kept if value is not None)
        return replace(self, filters=filters, page=1)


def parse(query: str, report: Report[Any]) -> ReportAddress:
    """The address a query string means. Never raises; see the module's docstring."""
    given = _pairs(query)
    asked = (declared for declared in report.free_filters() if declared.key in given)
    readings = ((declared.key, read_value(declared, given[declared.key])) for declared in asked)
    return ReportAddress(
        filters=tuple((key, value) for key, value in readings if value is not None),
        sort=_sort(given.get("sort", ""), report),
        columns=_columns(given.get("columns", ""), report),
        page=_number(given, "page") or 1,
        size=next((size for size in PAGE_SIZES if size == _number(given, "size")), None),
        view=_number(given, "view"),
        came_from=given.get("list", ""),
    )


def _pairs(query: str) -> dict[str, str]:
    if len(query) > MAX_QUERY:
        return {}
    readable = query.removeprefix("?").encode("utf-8", "replace").decode()
    return dict(reversed(parse_qsl(readable)))


def _number(given: Mapping[str, str], key: str) -> int | None:
    raw = given.get(key, "")
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 10):
        return None
    return min(int(raw), MAX_NUMBER)


def _sort(raw: str, report: Report[Any]) -> tuple[SortKey, ...]:
    keys = (SortKey(part.removeprefix("-"), part.startswith("-")) for part in raw.split(","))
    sortable = {column.key for column in report.columns if column.sortable}
    return _first_of_each((s for s in keys if s.key in sortable), lambda s: s.key)[:MAX_SORT_KEYS]


def _columns(raw: str, report: Report[Any]) -> tuple[str, ...]:
    known = {column.key for column in report.columns}
    return _first_of_each((key for key in raw.split(",") if key in known), lambda key: key)


def _first_of_each(items: Iterable[Item], name: Callable[[Item], str]) -> tuple[Item, ...]:
    return tuple({name(item): item for item in reversed(tuple(items))}.values())[::-1]


def _bare(address: ReportAddress) -> ReportAddress:
    return replace(address, page=1, size=None, view=None, came_from="")
