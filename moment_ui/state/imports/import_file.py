"""A file on its way into the company: what it holds, and which of its columns is which field."""

import reflex as rx

from moment_ui.core.errors import AppError, Invalid
from moment_ui.db.pool import in_pool
from moment_ui.domain.uploads.commands import upload
from moment_ui.imports import mapping, sheet
from moment_ui.imports.kind import FileKind, check_mapping
from moment_ui.imports.kinds import KINDS, kind_called
from moment_ui.models.importing import ImportKind
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.imports.import_views import (
    ColumnView,
    OutcomeView,
    columns_view,
    field_choices,
)

KEYS = tuple(kind.value for kind in ImportKind)
DECIMALS = ("", ",", ".")


class ImportFile(AppState, mixin=True):
    """The file and its columns. `phase`: choose, columns, working, checked, done."""

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    file_name: rx.Field[str] = rx.field("")
    kind: rx.Field[str] = rx.field("")
    columns: rx.Field[list[ColumnView]] = rx.field(default_factory=list)
    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    missing: rx.Field[str] = rx.field("")
    decimal: rx.Field[str] = rx.field("")
    outcome: rx.Field[OutcomeView] = rx.field(default_factory=OutcomeView)
    _file_id: int = 0
    _headings: tuple[str, ...] = ()
    _preview: sheet.Preview = sheet.Preview((), ())
    _mapped: dict[str, int] = {}
    _chosen: dict[tuple[str, ...], dict[str, int]] = {}
    _problems: list[tuple[str, str, str, str]] = []

    @rx.event
    async def choose_kind(self, kind: str) -> None:
        """Say what the file holds; the columns are guessed anew."""
        self.kind = check.one_of(kind, KEYS)
        self._guess()

    @rx.event
    async def choose_field(self, place: int, field: str) -> None:
        """Say which field a column goes to; "" leaves the column out."""
        place = check.whole(place, 0, max(len(self._headings) - 1, 0))
        kind = kind_called(self.kind)
        field = check.one_of(field, ("", *(each.key for each in kind.fields)))
        mapped = {key: at for key, at in self._mapped.items() if at != place and key != field}
        self._map(kind, mapped | ({field: place} if field else {}))
        self._chosen = {(self.kind, *self._headings): self._mapped}

    @rx.event
    async def choose_decimal(self, sign: str) -> None:
        """Say which sign the file's decimals have; "" finds out."""
        self.decimal = check.one_of(sign, DECIMALS)

    @rx.event
    async def back_to_columns(self) -> None:
        """Change the columns and check again."""
        if self._headings:
            self.phase = "columns"

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _forget_file(self) -> None:
        self.phase, self.file_name, self._file_id = "choose", "", 0
        self._headings, self._mapped, self._problems = (), {}, []
        self.columns, self.outcome = [], OutcomeView()

    async def _open(self, named: str, kind: str) -> None:
        self._forget_file()
        self.kind = kind if kind in KEYS else KEYS[0]
        try:
            file = await self._read(upload, check.row_id(named))
            self._preview = await in_pool(sheet.preview, file.path)
        except AppError as error:
            self.problem = error.message
            return
        self._headings = self._preview.headings
        self.problem, self.file_name, self._file_id = "", file.title, file.id
        self._guess()

    def _guess(self) -> None:
        if self._headings:
            kind = kind_called(self.kind)
            own = self._chosen.get((self.kind, *self._headings))
            self._map(kind, own or mapping.guess(kind, self._headings, self._preview.samples))
            self.phase = "columns"

    def _map(self, kind: FileKind, mapped: dict[str, int]) -> None:
        self._mapped = mapped
        self.columns = columns_view(self._preview, mapped)
        self.choices = field_choices(kind)
        try:
            check_mapping(kind, mapped)
            self.missing = ""
        except Invalid as invalid:
            self.missing = invalid.message


KIND_CHOICES = tuple((kind.kind.value, kind.title, kind.help) for kind in KINDS)
