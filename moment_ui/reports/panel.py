"""The panel beside a list: every filter with its choices and counts, and every column."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from moment_ui.core.actor import Permission
from moment_ui.core.fields import countries
from moment_ui.core.period import Period, Preset
from moment_ui.core.selection import FilterValue, Range
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.core.writing import PRESETS, Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.mailing import queries as mailing
from moment_ui.domain.references import choosing, naming
from moment_ui.models.tag import TagKind
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.chips import name_references
from moment_ui.reports.filters import Filter, FilterKind, write_value
from moment_ui.reports.marks import tag_class
from moment_ui.reports.report import Report
from moment_ui.reports.run import counts_of
from moment_ui.reports.setup.audit import in_plain_words
from moment_ui.reports.view import ChoiceView, ColumnChoice, FilterView

OWN_DATES = "days"
"""The choice of a period that shows the two dates."""

_TAGS = {
    "tag": TagKind.CUSTOMER,
    "contact-tag": TagKind.CONTACT,
    "project-tag": TagKind.PROJECT,
    "offer-tag": TagKind.OFFER,
}
"""References so few that all are listed."""

Searched = Mapping[str, str]
Finder = Callable[[Work, str], dict[int, str]]
_FINDERS: dict[str, tuple[Permission, Finder]] = {
    "customer": (Permission.VIEW_CUSTOMERS, choosing.customers_found),
    "project": (Permission.VIEW_PROJECTS, choosing.projects_found),
    "mailing-list": (Permission.USE_MAILING_LISTS, mailing.lists_found),
    "co-worker": (Permission.VIEW_PROJECTS, choosing.co_workers_found),
}


def filter_views(
    work: Work, report: Report[Any], address: ReportAddress, searched: Searched | None = None
) -> list[FilterView]:
    """Every filter the actor may set, with what it is set to, its choices and their counts.

    `searched` holds what is typed, by filter, where the choices are too many to list.
    """
    seen = report.for_actor(work.actor)
    return _Panel(work, seen, address.within(seen), searched or {}).filters()


def column_choices(report: Report[Any], address: ReportAddress) -> list[ColumnChoice]:
    """Every column: those shown in their order (`place` from 1), then the others."""
    shown = address.shown_columns(report)
    by_key = {column.key: column for column in report.columns}
    others = tuple(key for key in by_key if key not in shown)
    return [
        ColumnChoice(
            key=key,
            label=by_key[key].label,
            group=by_key[key].group,
            shown=place <= len(shown),
            place=place if place <= len(shown) else 0,
        )
        for place, key in enumerate((*shown, *others), start=1)
    ]


class _Panel:
    """Draws the filters of one list for one actor."""

    def __init__(
        self, work: Work, report: Report[Any], address: ReportAddress, searched: Searched
    ) -> None:
        self._work = work
        self._report = report
        self._address = address
        self._searched = searched
        self._counts = counts_of(work, report, address)
        self._writer = writer(work.actor.locale, work.actor.timezone)

    def filters(self) -> list[FilterView]:
        """The filters in the order of the report."""
        return [self._filter(declared) for declared in self._report.free_filters()]

    def _filter(self, declared: Filter) -> FilterView:
        value = self._address.value(declared.key)
        view = FilterView(
            key=declared.key,
            label=declared.label,
            kind=declared.kind.value,
            hint=declared.hint,
            active=value is not None,
        )
        match declared.kind:
            case FilterKind.TEXT | FilterKind.FLAG:
                view.text = write_value(value) if value is not None else ""
            case FilterKind.NUMBERS | FilterKind.AMOUNTS:
                view.low, view.high = self._bounds(value)
            case FilterKind.PERIOD:
                _fill_period(view, value)
            case _:
                view.choices = list(self._choices(declared, _chosen(value)))
        return view

    def _bounds(self, value: FilterValue | None) -> tuple[str, str]:
        if not isinstance(value, Range):
            return "", ""
        return _typed(value.low, self._writer), _typed(value.high, self._writer)

    def _choices(self, declared: Filter, chosen: frozenset[str]) -> Iterable[ChoiceView]:
        counts = self._counts.get(declared.key, {})
        if declared.kind is FilterKind.CHOICES:
            for choice in declared.choices:
                view = _choice(choice.value, choice.label, counts.get(choice.value, 0), chosen)
                view.tone = f"{choice.mark.tone} {choice.mark.glyph}" if choice.mark else ""
                yield view
        elif declared.kind is FilterKind.CODES:
            for code in sorted({*counts, *chosen}):
                yield _choice(code, self._code(declared, code), counts.get(code, 0), chosen)
        else:
            for number, name in self._references(declared, chosen, counts):
                listed = declared.key in self._counts
                view = _choice(number, name, counts.get(number, 0 if listed else None), chosen)
                view.tone = tag_class(name)
                yield view

    def _references(
        self, declared: Filter, chosen: frozenset[str], counts: Mapping[str, int]
    ) -> Iterable[tuple[str, str]]:
        if declared.of in _TAGS:
            return [(str(number), name) for number, name in self._tags(declared.of).items()]
        if declared.of == "user":
            ids = sorted(int(number) for number in {*counts, *chosen})
            return name_references(self._work, declared.of, ids).items()
        return self._found(declared, chosen).items()

    def _code(self, declared: Filter, code: str) -> str:
        if declared.of != "country":
            return in_plain_words(code) if declared.of == "name" else code
        return countries(settings().language).get(code, code)

    def _tags(self, of: str) -> Mapping[int, str]:
        may_see = self._work.actor.may(Permission.VIEW_CUSTOMERS)
        return naming.tag_names(self._work, kind=_TAGS[of]) if may_see else {}

    def _found(self, declared: Filter, chosen: frozenset[str]) -> dict[str, str]:
        """Those chosen, then those that what is typed finds."""
        ids = sorted(int(number) for number in chosen)
        found = name_references(self._work, declared.of, ids) if ids else {}
        text = self._searched.get(declared.key, "").strip()
        permission, finder = _FINDERS[declared.of]
        if text and self._work.actor.may(permission):
            hits = finder(self._work, text)
            found |= {str(number): name for number, name in hits.items()}
        return found


def _choice(value: str, label: str, count: int | None, chosen: frozenset[str]) -> ChoiceView:
    return ChoiceView(value, label, "" if count is None else str(count), value in chosen)


def _chosen(value: FilterValue | None) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, tuple) else frozenset()


def _typed(bound: Decimal | None, write: Writer) -> str:
    """A bound as a reader would type it."""
    return "" if bound is None else write.asked(bound)


def _fill_period(view: FilterView, value: FilterValue | None) -> None:
    presets = [ChoiceView(preset.value, word) for preset, word in PRESETS.items()]
    view.choices = [ChoiceView("", _("Any")), *presets, ChoiceView(OWN_DATES, _("Own dates"))]
    if isinstance(value, Preset):
        view.preset = value.value
    elif isinstance(value, Period):
        view.preset = OWN_DATES
        view.low, view.high = str(value.start or ""), str(value.last or "")
