"""Companies that take part in the project in the address: adding one, and taking one out."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.projects import participants
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.undoing import undoing


class ParticipantState(FormState, AppState, rx.State):
    """A company being added to the project."""

    form_name: ClassVar[str] = "participant"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS, Permission.VIEW_CUSTOMERS}
    )

    companies: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _removed: participants.RemovedParticipant | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form with the first companies that can be added."""
        await self._find("")
        self._open({"customer_id": "", "role": ""})

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the companies whose number or name holds the text."""
        await self._find(check.text(text))

    @rx.event
    async def remove(self, place_id: int) -> Any:
        """Take a company out of the project; the message can take it back."""
        removed = await self._write(participants.remove_participant, check.row_id(place_id))
        self._removed = removed
        text = _("{name} takes no part in the project any more.").format(name=removed.name)
        await tell(self, "success", text, ParticipantState.undo_remove)
        return ProjectPageState.reload

    @rx.event
    async def undo_remove(self) -> Any:
        """Put the company taken out last back."""
        if self._removed is None:
            return None
        async with undoing(self, ParticipantState.undo_remove):
            await self._write(participants.restore_participant, self._removed)
            self._removed = None
        return ProjectPageState.reload

    async def _find(self, text: str) -> None:
        found = await self._read(participants.candidates, self._project_id(), text)
        self.companies = [(str(row.id), f"{row.number} {row.name}") for row in found]

    def _project_id(self) -> int:
        return id_after(self.router.url.path, "projects") or 0

    def _fields(self) -> tuple[str, ...]:
        return ("customer_id", "role")

    async def _save(self, texts: dict[str, str]) -> Events:
        if not texts["customer_id"]:
            raise Invalid(customer_id=_("Choose a company."))
        customer_id = check.row_id(texts["customer_id"])
        await self._write(
            participants.add_participant, self._project_id(), customer_id, texts["role"]
        )
        self._shut()
        return [ProjectPageState.reload]
