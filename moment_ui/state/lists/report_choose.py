"""Choosing what a list shows: its filters and its columns, in the panel beside it."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.selection import FilterValue
from moment_ui.core.words import _
from moment_ui.domain.views.commands import keep_choice
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.filters import FilterKind, read_value, write_value
from moment_ui.reports.panel import OWN_DATES, column_choices, filter_views
from moment_ui.reports.view import ColumnChoice, FilterView
from moment_ui.state import arguments as check
from moment_ui.state.lists.report_controls import (
    NO_PROBLEM,
    Control,
    Problem,
    control_of,
    marked_as,
    told,
    worth_showing,
)
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.lists.report_select import ReportSelect

Filters = tuple[tuple[str, FilterValue], ...]

PANELS = ("filter", "columns", "views")
MOST_TEXT = 500
UNREADABLE: dict[FilterKind, str] = {
    FilterKind.NUMBERS: _("“{text}” is no whole number."),
    FilterKind.AMOUNTS: _("“{text}” is no amount. Write it like 1 234,50."),
    FilterKind.PERIOD: _("“{text}” is no day. Write it like 2026-11-21."),
}


class ReportChoose(ReportSelect, mixin=True):
    """The panel's Filter and Columns. What is folded away is neither read nor sent.

    `opens` is the tab that is open when a page is first seen, on screens with room for it.
    """

    opens: ClassVar[str] = ""

    panel: rx.Field[str] = rx.field("")
    panel_at_first: rx.Field[bool] = rx.field(default=True)
    controls: rx.Field[list[Control]] = rx.field(default_factory=list)
    columns_shown: rx.Field[list[ColumnChoice]] = rx.field(default_factory=list)
    columns_hidden: rx.Field[list[ColumnChoice]] = rx.field(default_factory=list)
    held: rx.Field[str] = rx.field("")

    _column_search: str = ""
    _option_search: dict[str, str] = {}
    _typed: Filters | None = None
    _drawn_for: Filters | None = None
    _problem: Problem = NO_PROBLEM
    _own_dates: str = ""
    _drawn: int = 0

    @rx.event
    async def show_panel(self, panel: str) -> Steps:
        """Open the panel at one of its tabs."""
        self.panel = check.one_of(panel, PANELS)
        self.panel_at_first = False
        self._follow()
        for event in self._after():
            yield event

    @rx.event
    async def toggle_panel(self, wide: bool) -> Steps:  # noqa: FBT001 - from the browser
        """Open the panel, or fold it away; on a narrow screen it is in sight only once asked for."""
        in_sight = self.panel and (check.flag(wide) or not self.panel_at_first)
        self.panel = "" if in_sight else self.panel or PANELS[0]
        self.panel_at_first = False
        self._follow()
        for event in self._after():
            yield event

    @rx.event
    async def set_filter(self, key: str, raw: str) -> Steps:
        """Set one filter to what was chosen; "" takes it away."""
        wanted = self._filtered(key, raw)
        self._own_dates = key if raw == OWN_DATES else ""
        if self._own_dates and wanted == self._at():
            yield type(self).refresh_panel()
            return
        async for step in self._go_filtered(wanted):
            yield step

    @rx.event
    async def toggle_option(self, key: str, option: str, on: bool) -> Steps:  # noqa: FBT001
        """Tick or untick one choice of a filter."""
        address, report = self._at(), self._report()
        chosen = address.value(check.text(key))
        is_on = isinstance(chosen, tuple) and check.text(option) in map(str, chosen)
        if is_on == check.flag(on):
            return
        async for step in self._go_filtered(address.toggled(key, option, report)):
            yield step

    @rx.event(supersedes=True)
    async def type_filter(self, key: str, raw: str) -> Steps:
        """Set a filter to what is being typed; the address is replaced, not added to."""
        wanted = self._filtered(key, raw)
        self._typed = wanted.filters
        async for step in self._go_filtered(wanted, replace=True):
            yield step

    @rx.event
    async def type_bound(self, key: str, side: str, raw: str) -> Steps:
        """Set one side of a range, or of own dates, to what was typed.

        What cannot be read is told beside its field, and changes nothing.
        """
        address = self._at()
        value = address.value(check.text(key))
        low, _between, high = (write_value(value) if value else "").partition("..")
        said = check.text(raw, MOST_TEXT).replace("..", "")
        side = check.one_of(side, ("low", "high"))
        if self._is_wrong(key, side, said):
            return
        pair = (said, high) if side == "low" else (low, said)
        wanted = address.filtered(key, "..".join(pair), self._report())
        if wanted.filters == address.filters:
            return
        self._typed = wanted.filters
        async for step in self._go_filtered(wanted, replace=True):
            yield step

    @rx.event
    async def clear_filter(self, key: str) -> Steps:
        """Take one filter away."""
        self._forget_typed()
        async for step in self._go_filtered(self._filtered(key, "")):
            yield step

    @rx.event
    async def clear_filters(self) -> Steps:
        """Take every filter away."""
        self._forget_typed()
        async for step in self._go_filtered(self._at().cleared()):
            yield step

    @rx.event
    async def find_option(self, key: str, text: str) -> Any:
        """Find choices of a filter whose choices are too many to list."""
        self._option_search = {check.text(key): check.text(text)}
        return type(self).refresh_panel()

    @rx.event
    async def toggle_column(self, key: str, on: bool) -> Steps:  # noqa: FBT001 - a box
        """Show a column, as the last one, or hide it."""
        address, report = self._at(), self._report()
        if (check.text(key) in address.shown_columns(report)) == check.flag(on):
            return
        async for step in self._go_columns(address.column_toggled(key, report)):
            yield step

    @rx.event
    async def move_column(self, key: str, step: int) -> Steps:
        """Move a shown column one place up (-1) or down (1)."""
        shown = self._at().shown_columns(self._report())
        if check.text(key) not in shown:
            raise check.BadArgument
        place = shown.index(key) + check.whole(step, -1, 1)
        wanted = self._at().column_moved(key, place, self._report())
        async for done in self._go_columns(wanted):
            yield done

    @rx.event
    async def hold_column(self, key: str) -> None:
        """Take a column by the mouse; "" lets go."""
        self.held = check.text(key)

    @rx.event
    async def drop_column(self, target: str) -> Steps:
        """Put the column that is held where another one stands."""
        shown = self._at().shown_columns(self._report())
        held, self.held = self.held, ""
        if held not in shown or check.text(target) not in shown:
            return
        wanted = self._at().column_moved(held, shown.index(target), self._report())
        async for step in self._go_columns(wanted):
            yield step

    @rx.event
    async def reset_columns(self) -> Steps:
        """The columns a new reader sees."""
        async for step in self._go_columns(self._at().with_columns((), self._report())):
            yield step

    @rx.event
    async def find_column(self, text: str) -> None:
        """Narrow the lists of columns to what is typed."""
        self._column_search = check.text(text).casefold()
        self._draw_columns()

    @rx.event(background=True, supersedes=True)
    async def refresh_panel(self) -> None:
        """Read what the filters offer, beside whatever else the reader does meanwhile."""
        async with self:
            whose, report, address = self._whose(), self._report(), self._at()
            searched = dict(self._option_search)
        shown = await self._read(filter_views, report, address, searched)
        async with self:
            if (self._whose(), self._at()) == (whose, address):
                self._draw_controls(shown)

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _open(self) -> None:
        await super()._open()
        if self.panel_at_first and self.opens:
            self._put("panel", self.opens)

    def _follow(self) -> None:
        super()._follow()
        address = self._at()
        if self.panel == "filter":
            marked = [marked_as(control, address.value(control.key)) for control in self.controls]
            self._put("controls", marked)
        elif self.panel == "columns":
            self._draw_columns()

    def _after(self) -> list[Any]:
        refresh = [type(self).refresh_panel()] if self.panel == "filter" else []
        return [*super()._after(), *refresh]

    def _is_wrong(self, key: str, side: str, bound: str) -> bool:
        """Whether one side of a range says nothing that its filter understands; told if so."""
        declared = self._report().free_filter(key)
        if declared is None or declared.kind not in UNREADABLE:
            raise check.BadArgument
        wrong = bool(bound) and read_value(declared, f"{bound}..") is None
        if wrong:
            self._problem = Problem(key, side, UNREADABLE[declared.kind].format(text=bound))
        elif (self._problem.key, self._problem.side) == (key, side):
            self._problem = NO_PROBLEM
        self._put("controls", [told(control, self._problem) for control in self.controls])
        return wrong

    def _filtered(self, key: str, raw: str) -> ReportAddress:
        """The address with one filter set. Raises BadArgument for a filter the report lacks."""
        report = self._report()
        if report.free_filter(check.text(key)) is None:
            raise check.BadArgument
        return self._at().filtered(key, check.text(raw, MOST_TEXT), report)

    async def _go_filtered(self, address: ReportAddress, *, replace: bool = False) -> Steps:
        self._forget_ticks()
        async for step in self._go(address, replace=replace):
            yield step

    async def _go_columns(self, address: ReportAddress) -> Steps:
        await self._write(keep_choice, self._kept_as(), columns=address.columns)
        async for step in self._go(address):
            yield step

    def _forget_typed(self) -> None:
        """Let the next drawing put what the address says into every field, whatever is typed there."""
        self._typed = self._drawn_for = None

    def _draw_controls(self, shown: list[FilterView]) -> None:
        """The controls. Fields get new versions when the filters were changed but not by typing.

        A field with a new version is a new field to the browser: the cursor in the old one is lost.
        """
        filters = self._at().filters
        if filters not in (self._typed, self._drawn_for):
            self._drawn += 1
            self._typed, self._problem = None, NO_PROBLEM
        self._drawn_for = filters
        drawn = (
            control_of(one, self._drawn, self._own_dates) for one in shown if worth_showing(one)
        )
        self._put("controls", [told(control, self._problem) for control in drawn])

    def _draw_columns(self) -> None:
        columns = column_choices(self._report(), self._at())
        found = [c for c in columns if self._column_search in c.label.casefold()]
        self._put("columns_shown", [column for column in found if column.shown])
        self._put("columns_hidden", [column for column in found if not column.shown])
