"""Setup → VAT codes: the list, the form, a country's set with its preview."""

from dataclasses import asdict, dataclass, field
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.vat import commands, rules
from moment_ui.domain.vat.presets import PRESET_LABELS, PRESETS, SOURCES
from moment_ui.domain.vat.queries import (
    CodeRow,
    code,
    codes,
    countrys_codes,
    home_country,
    is_set_up,
    unknown_codes,
)
from moment_ui.domain.vat.rules import CATEGORY_WORDS, HANDLINGS, VatDraft
from moment_ui.models.vat import VatCategory
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, shown_or_failed, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing

FIELDS = ("code", "name", "percent", "category", "reason", "reason_code", "handling")
READ = frozenset({Permission.VIEW_CUSTOMERS, Permission.VIEW_INVOICES})
BLANK = dict.fromkeys(FIELDS, "") | {"category": VatCategory.STANDARD.value}


@dataclass
class CodeLine:
    """A code as the list shows it."""

    id: int = 0
    code: str = ""
    name: str = ""
    percent: str = ""
    category: str = ""
    handling: str = ""
    reason: str = ""
    used: bool = False
    active: bool = True
    there: bool = False


@dataclass
class CodesView:
    """The page: the codes, whether they are stored, and what invoices bear beside them."""

    lines: list[CodeLine] = field(default_factory=list[CodeLine])
    stored: bool = False
    country: str = ""
    unknown: str = ""


class VatCodesState(AppState, rx.State):
    """The company's VAT codes."""

    needs: ClassVar[frozenset[Permission]] = READ

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    may: rx.Field[bool] = rx.field(default=False)
    shown: rx.Field[CodesView] = rx.field(default_factory=CodesView)
    previewed: rx.Field[str] = rx.field("")
    preview_title: rx.Field[str] = rx.field("")
    preview_source: rx.Field[str] = rx.field("")
    preview: rx.Field[list[CodeLine]] = rx.field(default_factory=list)
    missing: rx.Field[int] = rx.field(0)
    _last: tuple[str, Any] = ("", None)

    @rx.event
    async def load(self) -> None:
        """Read the codes."""
        self.base = base_of(self.router.url.path)
        self.may = self._actor().may(Permission.SETUP_INVOICING)
        self.previewed = ""
        with shown_or_failed(self):
            self.shown = await self._read(_view)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes; after `load`."""
        async for _change in self._news("vat", "invoices"):
            whose = self._whose()
            shown = await self._read(_view)
            async with self:
                if self._whose() == whose and self.phase == "ready" and shown != self.shown:
                    self.shown = shown

    @rx.event
    async def reload(self) -> None:
        """Read the codes again: one has just been changed."""
        self.shown = await self._read(_view)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def look_at(self, country: str) -> None:
        """Show what a country's set would add."""
        wanted = check.one_of(country, tuple(PRESETS))
        found = await self._read(countrys_codes, wanted)
        self.preview = [_line(CodeRow(0, 0, True, False, x), there=y) for x, y in found]  # noqa: FBT003
        self.missing = sum(not there for _draft, there in found)
        self.preview_title, self.preview_source = PRESET_LABELS[wanted], SOURCES[wanted]
        self.previewed = wanted

    @rx.event
    async def set_previewed(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        if not check.flag(opened):
            self.previewed = ""

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def install(self) -> None:
        """Add the codes of the set that is looked at; the message can take them away again."""
        country, self.previewed = self.previewed, ""
        if not country:
            return
        added = await self._write(commands.install_codes, country)
        if added:
            self._last = ("remove", added)
        self.shown = await self._read(_view)
        text = plural("{count} VAT code is added.", "{count} VAT codes are added.", len(added))
        said = text if added else _("All of them were there already.")
        await tell(self, "success", said, VatCodesState.undo if added else None)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def put_aside(self, code_id: int) -> None:
        """Offer a code no longer; the message can take it back."""
        wanted = check.row_id(code_id)
        name = await self._write(commands.set_code_active, wanted, active=False)
        self._last = ("activate", wanted)
        self.shown = await self._read(_view)
        text = _("{name} is no longer offered. Lines that bear it keep it.").format(name=name)
        await tell(self, "success", text, VatCodesState.undo)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def bring_back(self, code_id: int) -> None:
        """Offer a code again."""
        await self._write(commands.set_code_active, check.row_id(code_id), active=True)
        self.shown = await self._read(_view)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def undo(self) -> None:
        """Take back what was done last."""
        act, what = self._last
        async with undoing(self, VatCodesState.undo):
            if act == "activate":
                await self._write(commands.set_code_active, what, active=True)
            if act == "remove":
                await self._write(commands.remove_codes, what)
            if act == "edit":
                code_id, version, draft = what
                await self._write(commands.edit_code, code_id, version, draft)
            self._last = "", None
        self.shown = await self._read(_view)

    def _remember(self, act: str, what: Any) -> None:
        """Keep what the message's undo is about."""
        self._last = act, what


class VatCodeState(FormState, AppState, rx.State):
    """A VAT code: new, or being changed."""

    form_name: ClassVar[str] = "vat-code"
    needs: ClassVar[frozenset[Permission]] = READ | {Permission.SETUP_INVOICING}

    editing: rx.Field[bool] = rx.field(default=False)
    used: rx.Field[bool] = rx.field(default=False)
    _code_id: int = 0
    _version: int = 0
    _before: VatDraft | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form for a new code."""
        self._code_id, self.editing, self.used = 0, False, False
        self._open(BLANK)

    @rx.event
    async def edit(self, code_id: int) -> None:
        """Open the form for a code of the list."""
        row = await self._read(code, check.row_id(code_id))
        self._code_id, self._version, self._before = row.id, row.version, row.draft
        self.editing, self.used = True, row.used
        texts = {key: str(value) for key, value in asdict(row.draft).items()}
        self._open(texts | {"percent": _percent(row.draft).replace("%", "").strip()})

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            rules.read({"code": "1", "name": "-", "category": "S", "percent": "25", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "") if key in {"code", "name", "reason_code"} else ""
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read(texts)
        if self.editing:
            await self._write(commands.edit_code, self._code_id, self._version, draft)
            undo = ("edit", (self._code_id, self._version + 1, self._before))
        else:
            undo = ("remove", [await self._write(commands.add_code, draft)])
        self._shut()
        page = await self.get_state(VatCodesState)
        page._remember(*undo)  # noqa: SLF001 - one module
        text = _("VAT code {code} is saved.").format(code=draft.code)
        await tell(self, "success", text, VatCodesState.undo)
        return [VatCodesState.reload]


def _view(work: Work) -> CodesView:
    rows = codes(work)
    unknown = unknown_codes(work)
    told = ", ".join(f"{each.code or '–'} ({each.percent.normalize():f} %)" for each in unknown)
    country = home_country(work)
    return CodesView(
        [_line(row) for row in rows], is_set_up(work), country if country in PRESETS else "NO", told
    )


def _line(row: CodeRow, *, there: bool = False) -> CodeLine:
    draft = row.draft
    return CodeLine(
        id=row.id,
        code=draft.code,
        name=draft.name,
        percent=_percent(draft),
        category=CATEGORY_WORDS[draft.category],
        handling=HANDLINGS.get(draft.handling, ""),
        reason=" ".join(filter(None, (draft.reason, draft.reason_code))),
        used=row.used,
        active=row.active,
        there=there,
    )


def _percent(draft: VatDraft) -> str:
    return writer("nb_NO", "Europe/Oslo").exact(draft.percent) + " %"
