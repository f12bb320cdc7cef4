"""Travel & expense → Categories: what claims are for."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.domain.claims.categories import categories, save_category, set_category_active
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.undoing import undoing

NEEDS = frozenset({Permission.REVIEW_CLAIMS})


@dataclass
class CategoryLine:
    """A category in the list."""

    id: int = 0
    name: str = ""
    account: str = ""
    active: bool = True


class CategoriesState(AppState, rx.State):
    """The company's categories."""

    needs: ClassVar[frozenset[Permission]] = NEEDS

    phase: rx.Field[str] = rx.field("")
    rows: rx.Field[list[CategoryLine]] = rx.field(default_factory=list)
    _set: tuple[int, bool] = (0, False)

    @rx.event
    async def load(self) -> None:
        """Read the list."""
        await self._show()
        self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what others change; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news("claims"):
            rows = await self._rows()
            async with self:
                if self._whose() == whose and rows != self.rows:
                    self.rows = rows

    @rx.event
    async def set_active(self, category_id: int, active: bool) -> None:  # noqa: FBT001 - a switch
        """Put a category aside, or offer it again; the message takes it back."""
        key, yes = check.row_id(category_id), check.flag(active)
        name = await self._write(set_category_active, key, active=yes)
        self._set = key, not yes
        await self._show()
        text = _("{name} is offered again.") if yes else _("{name} is put aside.")
        await tell(self, "success", text.format(name=name), CategoriesState.undo)

    @rx.event
    async def undo(self) -> None:
        """Take the last putting aside back."""
        key, active = self._set
        if not key:
            return
        async with undoing(self, CategoriesState.undo):
            await self._write(set_category_active, key, active=active)
            self._set = 0, False
        await self._show()

    @rx.event
    async def reload(self) -> None:
        """Read the list again."""
        await self._show()

    async def _show(self) -> None:
        self.rows = await self._rows()

    async def _rows(self) -> list[CategoryLine]:
        found = await self._read(categories)
        return [CategoryLine(row.id, row.name, row.account, row.active) for row in found]


class CategoryState(FormState, AppState, rx.State):
    """A category that is added or changed."""

    form_name: ClassVar[str] = "category"
    needs: ClassVar[frozenset[Permission]] = NEEDS

    title: rx.Field[str] = rx.field("")
    _row: int = 0

    @rx.event
    async def start(self) -> None:
        """Open the form for a new category."""
        self._row, self.title = 0, _("New category")
        self._open({"name": "", "account": ""})

    @rx.event
    async def edit(self, category_id: int) -> None:
        """Open the form with a category."""
        key = check.row_id(category_id)
        row = next((row for row in await self._read(categories) if row.id == key), None)
        if row is None:
            raise NotFound(_("The category"))
        self._row, self.title = key, row.name
        self._open({"name": row.name, "account": row.account})

    def _fields(self) -> tuple[str, ...]:
        return ("name", "account")

    async def _save(self, texts: dict[str, str]) -> Events:
        await self._write(save_category, self._row, texts["name"], texts["account"])
        self._shut()
        return [CategoriesState.reload]
