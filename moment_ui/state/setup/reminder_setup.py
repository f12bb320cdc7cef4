"""Setup → Reminders: the levels with their texts, and whether reminders go by themselves."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.errors import AppError, Invalid, LoggedOut
from moment_ui.core.words import _
from moment_ui.domain.reminders.commands import change_level, set_reminder_clock
from moment_ui.domain.reminders.defaults import LANGUAGES, LEVELS, Level
from moment_ui.domain.reminders.limits import Asking, warnings, warnings_of
from moment_ui.domain.reminders.queries import (
    asking,
    interest_is_unknown,
    levels,
    reminder_clock,
)
from moment_ui.reports.marks import REMINDER_LEVELS
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of

NEEDS = frozenset({Permission.VIEW_INVOICES, Permission.SETUP_INVOICING})
FEES, PERCENTS = Bounds(Decimal(0), Decimal(10_000), 2), Bounds(Decimal(0), Decimal(100), 2)
TEXT_FIELDS = tuple(f"{part}_{language}" for language in LANGUAGES for part in ("subject", "text"))


@dataclass
class LevelView:
    """A level on the page. `warnings` are what the law says against days, fee and percent, "" for nothing."""

    level: int = 0
    title: str = ""
    when: str = ""
    fee: str = ""
    percent: str = ""
    subjects: list[str] = field(default_factory=list[str])
    warnings: dict[str, str] = field(default_factory=dict[str, str])


class ReminderSetupState(AppState, rx.State):
    """The levels and the clock."""

    needs: ClassVar[frozenset[Permission]] = NEEDS

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    levels: rx.Field[list[LevelView]] = rx.field(default_factory=list)
    clock: rx.Field[str] = rx.field("")
    collected_by: rx.Field[str] = rx.field("")
    interest_unknown: rx.Field[bool] = rx.field(default=False)
    base: rx.Field[str] = rx.field("")

    @rx.event
    async def load(self) -> None:
        """Read them."""
        self.base = base_of(self.router.url.path)
        try:
            rows, clock = await self._read(levels), await self._read(reminder_clock)
            self.interest_unknown = await self._read(interest_is_unknown)
            who = await self._read(asking)
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            return
        write = who.write
        self.levels = [
            LevelView(
                row.level,
                REMINDER_LEVELS[row.level],
                _when(row),
                f"{write.exact(row.fee, 2)}\N{NO-BREAK SPACE}{who.currency}",
                _percent(row, who),
                [row.texts[key]["subject"] for key in LANGUAGES if key in row.texts],
                dict.fromkeys(("days", "fee", "percent"), "") | warnings_of(who, row),
            )
            for row in rows
        ]
        self.collected_by = clock.collected_by
        self.clock = (
            _("Each day at {time}").format(time=_time(clock.run_at))
            if clock.automatic
            else _("Off")
        )
        self.phase = "ready"


class ReminderClockState(FormState, AppState, rx.State):
    """Whether reminders go by themselves, and from which time of the day on."""

    form_name: ClassVar[str] = "clock"
    needs: ClassVar[frozenset[Permission]] = NEEDS

    @rx.event
    async def start(self) -> None:
        """Open the form as it is set."""
        clock = await self._read(reminder_clock)
        self._open({"automatic": "on" if clock.automatic else "", "run_at": _time(clock.run_at)})

    def _fields(self) -> tuple[str, ...]:
        return ("automatic", "run_at")

    async def _save(self, texts: dict[str, str]) -> Events:
        found = re.fullmatch(r"\s*([01]?\d|2[0-3])[:.]([0-5]\d)\s*", texts["run_at"], re.ASCII)
        if found is None:
            raise Invalid(run_at=_("Write a time like 08:00."))
        run_at = int(found[1]) * 60 + int(found[2])
        await self._write(
            set_reminder_clock, automatic=fields.truth(texts["automatic"]), run_at=run_at
        )
        self._shut()
        await tell(self, "success", _("Saved."))
        return [ReminderSetupState.load]


class ReminderLevelState(FormState, AppState, rx.State):
    """A level: when, what it costs, and what it says in each language."""

    form_name: ClassVar[str] = "level"
    needs: ClassVar[frozenset[Permission]] = NEEDS

    title: rx.Field[str] = rx.field("")
    currency: rx.Field[str] = rx.field("")
    warnings: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    _level: int = 0
    _version: int = 0
    _who: Asking | None = None
    _figures: dict[str, str] = {}

    @rx.event
    async def start(self, level: int) -> None:
        """Open the form with a level."""
        level = check.whole(level, LEVELS[0], LEVELS[-1])
        row, who = (await self._read(levels))[level - 1], await self._read(asking)
        self._level, self._version, self.title = level, row.version, REMINDER_LEVELS[level]
        write = who.write
        texts = {
            f"{part}_{language}": row.texts.get(language, {}).get(part, "")
            for language in LANGUAGES
            for part in ("subject", "text")
        }
        figures = {
            "days": str(row.days),
            "fee": write.exact(row.fee, 2),
            "percent": write.exact(row.percent) if row.said else "",
        }
        self._who, self._figures, self.currency = who, figures, who.currency
        self.warnings = warnings_of(who, row)
        self._open(figures | texts)

    def _fields(self) -> tuple[str, ...]:
        return ("days", "fee", "percent", *TEXT_FIELDS)

    def _left(self, key: str, text: str) -> None:
        """Weigh what was typed against what the country's law says."""
        if key in self._figures and self._who is not None:
            self._figures = self._figures | {key: text}
            form = fields.Reading(self._figures)
            self.warnings = warnings(self._who, self._level, *_figures(form))

    async def _check_field(self, key: str, text: str) -> str:
        try:
            _changes({"days": "14", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        await self._write(change_level, self._level, self._version, _changes(texts))
        self._shut()
        await tell(self, "success", _("Saved."))
        return [ReminderSetupState.load]


def _changes(texts: Mapping[str, str]) -> dict[str, Any]:
    """The level that was typed. Raises Invalid, by field."""
    form = fields.Reading(texts)
    days, fee, percent = _figures(form)
    written = {
        language: {
            "subject": form.text(f"subject_{language}", fields.line),
            "text": form.text(f"text_{language}", partial(fields.paragraphs, longest=5000)),
        }
        for language in LANGUAGES
    }
    if days is None:
        form.errors.setdefault("days", _("Write how many days."))
    form.finish()
    kept = {key: both for key, both in written.items() if both["subject"] and both["text"]}
    return {"days": days, "fee": fee, "percent": percent, "texts": kept}


def _figures(form: fields.Reading) -> tuple[int | None, Decimal | None, Decimal | None]:
    """Days, fee and percent as typed; an empty percent says nothing, and nought none."""
    return (
        form.read("days", partial(fields.whole_number, least=0, most=365)),
        form.read("fee", partial(decimal, bounds=FEES)),
        form.read("percent", _percent_typed),
    )


def _percent_typed(text: str) -> Decimal | None:
    return decimal(text, PERCENTS) if text.strip() else None


def _percent(row: Level, who: Asking) -> str:
    """The interest, with whose it is where nobody has said it."""
    written = f"{who.write.exact(row.percent)}\N{NO-BREAK SPACE}%"
    if row.said:
        return written
    return (
        _("{percent}, that of the half-year").format(percent=written) if row.percent else _("None")
    )


def _when(row: Level) -> str:
    if row.level == LEVELS[0]:
        return _("{count} days after the due date").format(count=row.days)
    return _("{count} days after the one before").format(count=row.days)


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
