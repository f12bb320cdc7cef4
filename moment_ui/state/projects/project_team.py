"""The team of the project in the address: joining, changing roles, leaving, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as field_of
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.core.words import _, plural
from moment_ui.domain.projects import team
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.undoing import undoing

JOIN, ROLE, LEAVE = "join", "role", "leave"


@dataclass
class MemberBox:
    """Somebody to tick, or everybody of a company: whose ids go with it."""

    field: str = ""
    label: str = ""
    about: str = ""
    whole: bool = False
    ids: list[int] = field_of(default_factory=list[int])


class TeamState(FormState, AppState, rx.State):
    """Somebody who joins the team, gets another role in it, or leaves it."""

    form_name: ClassVar[str] = "member"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )

    act: rx.Field[str] = rx.field("")
    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    several: rx.Field[list[MemberBox]] = rx.field(default_factory=list)
    roles: rx.Field[list[str]] = rx.field(default_factory=list)
    name: rx.Field[str] = rx.field("")
    _member_id: int = 0
    _removed: team.RemovedMember | None = None
    _changed: team.RoleChange | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form with the co-workers who are not in the team."""
        found = await self._read(team.candidates, self._project_id())
        about = {row.id: (row.title, _from(row)) for row in found}
        self.people = [
            ("", _("Choose…")),
            *((str(row.id), ", ".join(filter(None, (row.name, *about[row.id])))) for row in found),
        ]
        self.several = _boxes(found)
        self.roles = await self._read(team.roles_in_use)
        self.act, self.name, self._member_id = JOIN, "", 0
        self._open({"co_worker_id": "", "role": ""})

    @rx.event
    async def change(self, member_id: int) -> None:
        """Open the role of somebody in the team."""
        wanted = check.row_id(member_id)
        page = await self.get_state(ProjectPageState)
        name, role = next(
            ((line.name, line.role) for line in page.view.team if line.id == wanted), ("", "")
        )
        self.roles = await self._read(team.roles_in_use)
        self.act, self.name, self._member_id = ROLE, name, wanted
        self._open({"role": role})

    @rx.event
    async def remove(self, member_id: int) -> Any:
        """Take somebody out of the team; asked about when there are hours."""
        self._member_id = check.row_id(member_id)
        try:
            return await self._leave(frozenset())
        except NeedsConfirmation as asked:
            self.act, self.name = LEAVE, ""
            self._open({})
            self._question(asked)
            return None

    @rx.event
    async def take_back(self) -> None:
        """Go back: to the page when nothing but the question stands in the dialog."""
        self._shut()

    @rx.event
    async def undo_remove(self) -> Any:
        """Put back whoever was taken out last."""
        if self._removed is None:
            return None
        async with undoing(self, TeamState.undo_remove):
            await self._write(team.restore_member, self._removed)
            self._removed = None
        return ProjectPageState.reload

    @rx.event
    async def undo_role(self) -> Any:
        """Give back the role that was changed last."""
        changed = self._changed
        if changed is None:
            return None
        async with undoing(self, TeamState.undo_role):
            await self._write(team.set_role, changed.member_id, changed.before)
            self._changed = None
        return ProjectPageState.reload

    def _project_id(self) -> int:
        return id_after(self.router.url.path, "projects") or 0

    def _fields(self) -> tuple[str, ...]:
        if self.act == JOIN:
            return ("co_worker_id", "role", *(box.field for box in self.several))
        return ("role",) if self.act == ROLE else ()

    async def _save(self, texts: dict[str, str]) -> Events:
        if self.act == LEAVE:
            return [await self._leave(self._confirmed)]
        if self.act == ROLE:
            await self._set_role(texts["role"])
        else:
            await self._join(texts)
        self._shut()
        return [ProjectPageState.reload]

    async def _join(self, texts: dict[str, str]) -> None:
        ticked = sorted({key for box in self.several if texts[box.field] for key in box.ids})
        project_id, role = self._project_id(), texts["role"]
        if not ticked and not texts["co_worker_id"]:
            raise Invalid(co_worker_id=_("Choose a co-worker."))
        if not ticked:
            person = check.row_id(texts["co_worker_id"])
            await self._write(team.add_member, project_id, person, role)
            return
        one = [check.row_id(texts["co_worker_id"])] if texts["co_worker_id"] else []
        joined = await self._write(team.add_members, project_id, [*one, *ticked], role)
        text = plural(
            "{count} co-worker is in the team now.",
            "{count} co-workers are in the team now.",
            len(joined),
        )
        await tell(self, "success", text)

    async def _set_role(self, role: str) -> None:
        change = await self._write(team.set_role, self._member_id, role)
        if change.before == change.after:
            return
        self._changed = change
        text = (
            _("{name} is {role} in the project now.")
            if change.after
            else _("{name} has no role now.")
        )
        said = text.format(name=change.name, role=change.after)
        await tell(self, "success", said, TeamState.undo_role)

    async def _leave(self, confirmed: frozenset[str]) -> Any:
        removed = await self._write(team.remove_member, self._member_id, confirmed=confirmed)
        self._removed = removed
        self._shut()
        text = _("{name} is not in the team any more.").format(name=removed.name)
        await tell(self, "success", text, TeamState.undo_remove)
        return ProjectPageState.reload


def _from(row: team.Candidate) -> str:
    """Where an external comes from; "" for one of our own."""
    return row.home or _("external") if row.is_external else ""


def _boxes(found: Sequence[team.Candidate]) -> list[MemberBox]:
    """Partner companies with their people, then everybody else; a company can be ticked as a whole."""
    boxes: list[MemberBox] = []
    homes = {row.home_company_id: row.home for row in found if row.home_company_id is not None}
    for company_id, name in sorted(homes.items(), key=lambda home: home[1]):
        mine = [row for row in found if row.home_company_id == company_id]
        whole = _("Everybody from {company}").format(company=name)
        boxes.append(
            MemberBox(f"company-{company_id}", whole, whole=True, ids=[row.id for row in mine])
        )
        boxes += map(_box, mine)
    return [*boxes, *(_box(row) for row in found if row.home_company_id is None)]


def _box(row: team.Candidate) -> MemberBox:
    about = " · ".join(filter(None, (row.title, _from(row))))
    return MemberBox(f"person-{row.id}", row.name, about, ids=[row.id])
