"""Setup → Partner companies → Import: an existing structure from a file, checked before anything is done."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, Invalid, LoggedOut
from moment_ui.core.words import _, plural
from moment_ui.db.pool import in_pool
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.partners.structure import (
    StructureRow,
    carry_out,
    checked_structure,
)
from moment_ui.domain.uploads.commands import upload
from moment_ui.imports.partner_structure import STRUCTURE, read_structure
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.caller import fresh_actor

LABELS = {each.key: each.label for each in STRUCTURE.fields}


@dataclass
class FindingLine:
    """What the check says of a row of the file."""

    key: str = ""
    row: str = ""
    field: str = ""
    text: str = ""
    refused: bool = False


class PartnerStructureState(AppState, rx.State):
    """One file on its way: uploaded, checked, carried out. `phase`: choose, checked, done."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.SETUP_PARTNERS, Permission.IMPORT}
    )

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    address: rx.Field[str] = rx.field("")
    file_name: rx.Field[str] = rx.field("")
    lines: rx.Field[list[FindingLine]] = rx.field(default_factory=list)
    refused: rx.Field[int] = rx.field(0)
    said: rx.Field[str] = rx.field("")
    _rows: list[StructureRow] = []

    @rx.event
    async def load(self) -> None:
        """Check the file that the address names, else ask for one."""
        slug = slug_in(self.router.url.path)
        self.address = f"/api/uploads/{slug}/partner-structures"
        query = self.router.url.query_parameters
        self.problem, self.lines, self._rows = "", [], []
        self.phase = "choose"
        if query.get("problem", ""):
            self.problem = _("The file did not arrive. Choose it once more.")
        elif named := query.get("file", ""):
            await self._check(check.row_id(named))

    @rx.event
    async def carry_out(self) -> Any:
        """Do what the check has told."""
        if self.phase != "checked" or self.refused:
            return
        try:
            count = await in_pool(carry_out, await fresh_actor(), self._rows)
        except LoggedOut:
            raise
        except AppError as error:
            self.problem = error.message
            return
        self.phase = "done"
        self.said = plural(
            "{count} company is set up or asked.", "{count} companies are set up or asked.", count
        )
        await tell(self, "success", self.said)

    async def _check(self, file_id: int) -> None:
        try:
            file = await self._read(upload, file_id)
            self.file_name = file.title
            self._rows = await in_pool(read_structure, file.path)
            found = await self._read(checked_structure, self._rows)
        except LoggedOut:
            raise
        except Invalid as invalid:
            self.problem = " ".join(invalid.fields.values())
        except AppError as error:
            self.problem = error.message
        else:
            self.lines = [
                FindingLine(
                    f"{each.row}-{each.field}",
                    str(each.row),
                    LABELS.get(each.field, ""),
                    each.text,
                    each.refused,
                )
                for each in found
            ]
            self.refused = sum(1 for each in found if each.refused)
            self.phase = "checked"
