"""Invoicing options edited in place: what is changed, checked, saved, and taken back."""

from collections.abc import AsyncIterator
from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, Invalid, LoggedOut
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _, plural
from moment_ui.domain.invoicing.commands import Change, SavedOptions, save_options
from moment_ui.domain.invoicing.errors import OptionsChanged
from moment_ui.domain.invoicing.option import (
    HOUR_COLUMNS,
    HourColumns,
    InvoicingOption,
    Level,
    OptionKind,
)
from moment_ui.domain.invoicing.options import BY_KEY
from moment_ui.domain.invoicing.queries import names
from moment_ui.domain.invoicing.writing import Written
from moment_ui.reports.options_view import OptionLine
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, show_error, tell
from moment_ui.state.options.option_choices import EditorChoices, column_choices, editor_choices
from moment_ui.state.options.options_shown import KEYS, OptionsShown
from moment_ui.state.undoing import undoing

LONGEST = 20_000


class OptionsPage(OptionsShown, mixin=True):
    """A mixin: the options of the place in the address, edited.

    What is being changed lies beside what is stored: `editing` holds what each open editor starts
    with, `resets` what will be left to the level above. Nothing is written before `save`.
    """

    editing: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    resets: rx.Field[list[str]] = rx.field(default_factory=list)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    theirs: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    choices: rx.Field[dict[str, EditorChoices]] = rx.field(default_factory=dict)
    unsaved: rx.Field[str] = rx.field("")
    saving: rx.Field[bool] = rx.field(default=False)
    round: rx.Field[int] = rx.field(0)
    _before: dict[str, str | None] = {}
    _typed: dict[str, str] = {}
    _saved: SavedOptions | None = None

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def edit(self, key: str) -> None:
        """Open the editor of an option, with what holds now."""
        option, row = self._row(key)
        if option is None or row is None or not row.may or key in self.editing:
            return
        text = row.own if row.here and key not in self.resets else row.proposed
        await self._open(option, row, text)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def override(self, key: str, on: bool) -> None:  # noqa: FBT001 - a switch sends it so
        """Set an option here, beginning with what holds, or leave it to the level above."""
        option, row = self._row(key)
        if option is None or row is None or not row.may:
            return
        if check.flag(on):
            await self._open(option, row, row.own if row.here else row.proposed)
        else:
            self._leave_above(row)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def type_in(self, key: str, text: str) -> None:
        """Keep what is typed in an open editor, so that the page can say what is not saved."""
        key, text = check.one_of(key, KEYS), check.text(text, LONGEST)
        if key in self.editing:
            self._typed[key] = text
            self._count()

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def leave_field(self, key: str, text: str) -> None:
        """Check what was typed in an editor the reader has just left."""
        key, text = check.one_of(key, KEYS), check.text(text, LONGEST)
        if key not in self.editing:
            return
        self._typed[key] = text
        self._count()
        self._mark({key: _wrong(BY_KEY[key], text, self.level)})

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def tick_column(self, key: str, column: str, on: bool) -> None:  # noqa: FBT001
        """Put a column in the hour list, or take it out."""
        key, column = check.one_of(key, KEYS), check.text(column)
        if key not in self.editing or BY_KEY[key].kind is not OptionKind.COLUMNS:
            return
        chosen = HourColumns.of(self._typed.get(key, ""))
        others = tuple(name for name in chosen.columns if name != column)
        ticked = {*others, column} if check.flag(on) else {*others}
        in_order = tuple(name for name in HOUR_COLUMNS if name in ticked)
        self._choose_columns(key, HourColumns(in_order, chosen.grouping))

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def group_hours(self, key: str, grouping: str) -> None:
        """Group the rows of the hour list."""
        key, grouping = check.one_of(key, KEYS), check.text(grouping)
        if key in self.editing and BY_KEY[key].kind is OptionKind.COLUMNS:
            chosen = HourColumns.of(self._typed.get(key, ""))
            self._choose_columns(key, HourColumns(chosen.columns, grouping))

    @rx.event
    async def discard(self) -> None:
        """Let go of everything that is not saved."""
        self._let_go()
        self._cut()

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def save(self, form: dict[str, Any]) -> AsyncIterator[Any]:
        """Save every change, or none; what is wrong is said beside its option."""
        self._take(form)
        self.saving = True
        yield
        try:
            for event in await self._save():
                yield event
        except LoggedOut as error:
            yield show_error(error)
        except Invalid as invalid:
            self.errors = {key: text for key, text in invalid.fields.items() if key in BY_KEY}
            others = [text for key, text in invalid.fields.items() if key not in BY_KEY]
            await tell(self, "error", " ".join(others) or _not_saved(len(self.errors)))
            for key in tuple(self.errors)[:1]:
                yield rx.set_focus(f"option-{key}")
        except OptionsChanged as changed:
            await self._reread()
            await self._show_theirs(changed.now)
            await tell(self, "warning", changed.message)
        except AppError as error:
            await tell(self, "error", error.message)
        finally:
            self.saving = False

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def undo(self) -> None:
        """Take back what was saved last."""
        if (saved := self._saved) is None:
            return
        async with undoing(self, type(self).undo):
            await self._write(save_options, saved.place, saved.undone)
            self._saved = None
        if saved.place == self._place():
            await self._reread()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _open(self, option: InvoicingOption, row: OptionLine, text: str) -> None:
        place = self._place()
        if place is None:
            return
        self._before[option.key] = row.own if row.here else None
        self._typed[option.key] = text
        self.resets = [key for key in self.resets if key != option.key]
        found = await self._read(editor_choices, place, option, text)
        self.choices = self.choices | {option.key: found}
        self.editing = self.editing | {option.key: text}
        self._count()

    def _leave_above(self, row: OptionLine) -> None:
        self._close({row.key})
        if row.here and row.key not in self.resets:
            self._before[row.key] = row.own
            self.resets = [*self.resets, row.key]
        self._count()

    def _choose_columns(self, key: str, chosen: HourColumns) -> None:
        self._typed[key] = chosen.text
        found = self.choices[key]
        self.choices = self.choices | {key: column_choices(chosen, found.offered)}
        self._mark({key: _wrong(BY_KEY[key], chosen.text, self.level)})
        self._count()

    def _close(self, keys: set[str]) -> None:
        def others(kept: dict[str, Any]) -> dict[str, Any]:
            return {key: value for key, value in kept.items() if key not in keys}

        self.editing, self.errors = others(self.editing), others(self.errors)
        self.theirs, self._typed = others(self.theirs), others(self._typed)

    def _let_go(self) -> None:
        self.editing, self.errors, self.theirs, self.resets = {}, {}, {}, []
        self._typed, self._before = {}, {}
        self.round += 1
        self._count()

    def _mark(self, wrong: dict[str, str]) -> None:
        kept = {key: text for key, text in self.errors.items() if key not in wrong}
        self.errors = kept | {key: text for key, text in wrong.items() if text}

    def _take(self, form: dict[str, Any]) -> None:
        """What stands in the editors is what shall be saved, also what was typed just now."""
        for key in self.editing:
            if key in form:
                self._typed[key] = check.text(form[key] or "", LONGEST)

    def _changes(self) -> dict[str, Change]:
        set_here = {
            key: Change(self._before.get(key), text)
            for key, text in self._typed.items()
            if key in self.editing and text != self._before.get(key)
        }
        return set_here | {key: Change(self._before.get(key), None) for key in self.resets}

    def _count(self) -> None:
        labels = [BY_KEY[key].label for key in self._changes()]
        text = plural("{count} change not saved:", "{count} changes not saved:", len(labels))
        self.unsaved = f"{text} {', '.join(labels)}" if labels else ""

    async def _save(self) -> list[Any]:
        place, changes = self._place(), self._changes()
        if place is None or not changes:
            self._let_go()
            return []
        self._saved = await self._write(save_options, place, changes)
        count = len(self._saved.changes)
        self._let_go()
        await self._reread()
        if count:
            text = plural("{count} option is saved.", "{count} options are saved.", count)
            await tell(self, "success", text, type(self).undo)
        return []

    async def _show_theirs(self, now: dict[str, str | None]) -> None:
        """What others say by now; saving again is a word about that, not about what it was."""
        pairs = [(key, text) for key, text in now.items() if text]
        written = Written(await self._read(names, pairs))
        said = {key: written.text(BY_KEY[key], text) for key, text in now.items()}
        self._before |= now
        self.theirs = {
            key: _("Somebody else set “{value}” meanwhile. Save again to replace it.").format(
                value=value
            )
            if value
            else _("Somebody else reset this meanwhile. Save again to set it here.")
            for key, value in said.items()
        }
        self._count()


def _wrong(option: InvoicingOption, text: str, level: Level) -> str:
    try:
        option.read(text, level)
    except Unfit as unfit:
        return unfit.message
    return ""


def _not_saved(count: int) -> str:
    return plural(
        "Nothing is saved yet: {count} option needs you.",
        "Nothing is saved yet: {count} options need you.",
        count,
    )
