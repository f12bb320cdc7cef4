"""Setup → Tags: the groups and tags of one kind of object, put in order, deleted and put back."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.tags import arranging, merging, traces
from moment_ui.models.tag import TagKind
from moment_ui.reports.setup.tag_setup import KINDS, GroupLine, groups_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.undoing import undoing

RIGHTS = frozenset({Permission.EDIT_TAGS})


@dataclass
class Removal:
    """What deleting a tag would do: the question, and how many of what lose it."""

    id: int = 0
    title: str = ""
    uses: str = ""


class TagSetupState(AppState, rx.State):
    """The tags of the company, one kind at a time."""

    needs: ClassVar[frozenset[Permission]] = RIGHTS

    phase: rx.Field[str] = rx.field("")
    kind: rx.Field[str] = rx.field(TagKind.CUSTOMER.value)
    groups: rx.Field[list[GroupLine]] = rx.field(default_factory=list)
    held: rx.Field[int] = rx.field(0)
    asking: rx.Field[bool] = rx.field(default=False)
    removal: rx.Field[Removal] = rx.field(default_factory=Removal)
    _removed: dict[int, merging.Removed] = {}
    _group: tuple[str, str] = ("", "")

    @rx.event
    async def load(self) -> None:
        """Read the groups of the kind that the address names."""
        wanted = self.router.url.query_parameters.get("kind", "")
        self.kind = wanted if wanted in set(KINDS) else TagKind.CUSTOMER.value
        self.asking = False
        await self._show()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news(*arranging.TOPICS):
            asked = self._asked()
            groups = await self._read(groups_view, *asked)
            async with self:
                still = self._whose() == whose and self._asked() == asked
                if still and groups != self.groups:
                    self.groups = groups

    @rx.event
    async def move(self, tag_id: int, step: int) -> None:
        """Move a tag up (-1) or down (1) in its group."""
        wanted, step = check.row_id(tag_id), check.whole(step, -1, 1)
        for group in self.groups:
            for tag in group.tags:
                if tag.id == wanted:
                    await self._write(arranging.move_tag, wanted, group.id, tag.place + step)
        await self._show()

    @rx.event
    async def move_group(self, group_id: int, step: int) -> None:
        """Move a group up (-1) or down (1)."""
        wanted, step = check.row_id(group_id), check.whole(step, -1, 1)
        place = next((group.place for group in self.groups if group.id == wanted), 0)
        await self._write(arranging.move_tag_group, wanted, place + step)
        await self._show()

    @rx.event
    async def hold(self, tag_id: int) -> None:
        """Begin to drag a tag; 0 lets go."""
        self.held = check.whole(tag_id, 0)

    @rx.event
    async def drop(self, group_id: int, place: int) -> None:
        """Drop the dragged tag at a place of a group."""
        held, self.held = self.held, 0
        if held:
            group = check.row_id(group_id)
            await self._write(arranging.move_tag, held, group, check.whole(place, 0, 10_000))
            await self._show()

    @rx.event
    async def delete_group(self, group_id: int) -> None:
        """Remove an empty group; the message can take it back."""
        kind, name = await self._write(arranging.delete_tag_group, check.row_id(group_id))
        self._group = (kind, name)
        await self._show()
        await tell(
            self,
            "success",
            _("The group {name} is deleted.").format(name=name),
            TagSetupState.undo_group,
        )

    @rx.event
    async def undo_group(self) -> None:
        """Make the group deleted last anew."""
        kind, name = self._group
        if name:
            async with undoing(self, TagSetupState.undo_group):
                await self._write(arranging.create_tag_group, TagKind(kind), name)
                self._group = "", ""
            await self._show()

    @rx.event
    async def ask_delete(self, tag_id: int) -> None:
        """Show what deleting a tag would do."""
        wanted = check.row_id(tag_id)
        use = await self._read(merging.tag_use, wanted)
        names = {tag.id: tag.name for group in self.groups for tag in group.tags}
        title = _("Delete {name}?").format(name=names.get(wanted, ""))
        losing = ", ".join(traces.in_words(use.counts))
        text = _("{what} lose it.").format(what=losing) if losing else _("Nothing has this tag.")
        self.removal = Removal(wanted, title, text)
        self.asking = True

    @rx.event
    async def set_asking(self, asking: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        self.asking = check.flag(asking) and self.asking

    @rx.event
    async def delete(self) -> None:
        """Delete the tag that was asked about; the message can take it back."""
        if not self.asking:
            return
        self.asking = False
        removed = await self._write(merging.delete_tag, self.removal.id)
        await self._gone(removed, _("{name} is deleted.").format(name=removed.name))

    @rx.event
    async def restore(self, tag_id: int) -> None:
        """Put a tag back that was deleted or merged here."""
        removed = self._removed.pop(check.row_id(tag_id), None)
        if removed is not None:
            await self._write(merging.restore_tag, removed)
            await self._show()
            await tell(self, "success", _("{name} is back.").format(name=removed.name))

    def _asked(self) -> tuple[str, TagKind]:
        return slug_in(self.router.url.path), TagKind(self.kind)

    async def _show(self) -> None:
        self.groups = await self._read(groups_view, *self._asked())
        self.phase = "ready"

    async def _gone(self, removed: merging.Removed, text: str) -> None:
        """Say that a tag is gone, with the way back."""
        self._removed[removed.tag_id] = removed
        await self._show()
        undo: Any = TagSetupState.restore(removed.tag_id)
        await tell(self, "success", text, undo)
