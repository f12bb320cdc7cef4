"""The forms of Setup → Tags: a group's name; a tag; which tag another becomes."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.tags import arranging, merging, rules, traces
from moment_ui.domain.tags.errors import TagChanged
from moment_ui.domain.tags.queries import tag_draft, tag_groups
from moment_ui.models.tag import TagKind
from moment_ui.reports.setup.tag_setup import KINDS
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events, FormState
from moment_ui.state.setup.tag_setup import RIGHTS, TagSetupState


class TagGroupState(FormState, AppState, rx.State):
    """A group: new, or being renamed."""

    form_name: ClassVar[str] = "tag-group"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    editing: rx.Field[bool] = rx.field(default=False)
    _group_id: int = 0
    _kind: str = ""
    _seen: str = ""

    @rx.event
    async def start(self, kind: str) -> None:
        """Open the form of a new group."""
        self._kind = check.one_of(kind, tuple(KINDS))
        self._group_id, self.editing = 0, False
        self._open({"name": ""})

    @rx.event
    async def edit(self, group_id: int) -> None:
        """Open the form of a group that stands on the page."""
        self._group_id, self.editing = check.row_id(group_id), True
        page = await self.get_state(TagSetupState)
        names = {group.id: group.name for group in page.groups}
        self._seen = names.get(self._group_id, "")
        self._open({"name": self._seen})

    def _fields(self) -> tuple[str, ...]:
        return ("name",)

    async def _save(self, texts: dict[str, str]) -> Events:
        if self.editing:
            await self._rename(texts["name"])
        else:
            await self._write(arranging.create_tag_group, TagKind(self._kind), texts["name"])
        self._shut()
        return [TagSetupState.load]

    async def _rename(self, name: str) -> None:
        try:
            await self._write(arranging.rename_tag_group, self._group_id, name, self._seen)
        except TagChanged:
            self._seen = ""  # the reader was told: the next time is meant
            raise


class TagState(FormState, AppState, rx.State):
    """A tag: new in a group, or being changed."""

    form_name: ClassVar[str] = "tag"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    editing: rx.Field[bool] = rx.field(default=False)
    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _tag_id: int = 0
    _group_id: int = 0
    _seen: rules.TagDraft | None = None

    @rx.event
    async def start(self, group_id: int) -> None:
        """Open the form of a new tag in a group."""
        self._tag_id, self._group_id = 0, check.row_id(group_id)
        self.editing, self.choices = False, []
        self._open({"name": "", "code": "", "colour": "gray", "group": str(group_id)})

    @rx.event
    async def edit(self, tag_id: int) -> None:
        """Open the form of a tag that stands on the page."""
        self._tag_id = check.row_id(tag_id)
        draft, kind = await self._read(tag_draft, self._tag_id)
        groups = await self._read(tag_groups, kind)
        self.choices = [(str(group.id), group.name) for group in groups]
        self.editing, self._seen = True, draft
        self._open(
            {
                "name": draft.name,
                "code": draft.code,
                "colour": draft.colour,
                "group": str(draft.group_id),
            }
        )

    def _fields(self) -> tuple[str, ...]:
        return ("name", "code", "colour", "group")

    async def _check_field(self, key: str, text: str) -> str:
        try:
            rules.read({"name": "-", "colour": "gray", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read(texts)
        if self.editing:
            await self._edit(draft)
        else:
            await self._write(
                arranging.create_tag,
                self._group_id,
                draft.name,
                code=draft.code,
                colour=draft.colour,
            )
        self._shut()
        return [TagSetupState.load]

    async def _edit(self, draft: rules.TagDraft) -> None:
        try:
            await self._write(arranging.edit_tag, self._tag_id, draft, self._seen)
        except TagChanged:
            self._seen, _kind = await self._read(tag_draft, self._tag_id)
            raise


class MergeTagState(FormState, AppState, rx.State):
    """A tag that is to become another one: which, and what that does."""

    form_name: ClassVar[str] = "merge-tag"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    name: rx.Field[str] = rx.field("")
    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    uses: rx.Field[str] = rx.field("")
    _tag_id: int = 0

    @rx.event
    async def start(self, tag_id: int) -> None:
        """Open the form of a tag that stands on the page."""
        self._tag_id = check.row_id(tag_id)
        draft, kind = await self._read(tag_draft, self._tag_id)
        groups = await self._read(tag_groups, kind)
        others = [(tag, group) for group in groups for tag in group.tags if tag.id != self._tag_id]
        self.choices = [
            ("", ""),
            *((str(tag.id), f"{tag.name} · {group.name}") for tag, group in others),
        ]
        self.name, self.uses = draft.name, ""
        self._open({"into": ""})

    @rx.event(supersedes=True)
    async def choose(self, into: str) -> None:
        """Show what becoming this tag would do."""
        self.uses = ""
        if into := check.text(into):
            use = await self._read(merging.tag_use, self._tag_id, check.row_id(into))
            both = ", ".join(traces.in_words(use.shared))
            text = _("{what} change. {both} have both already.") if both else _("{what} change.")
            what = ", ".join(traces.in_words(use.counts)) or _("Nothing")
            self.uses = text.format(what=what, both=both)

    def _fields(self) -> tuple[str, ...]:
        return ("into",)

    async def _save(self, texts: dict[str, str]) -> Events:
        if not texts["into"]:
            raise Invalid(into=_("Choose a tag."))
        removed = await self._write(merging.merge_tags, self._tag_id, check.row_id(texts["into"]))
        self._shut()
        page = await self.get_state(TagSetupState)
        text = _("{name} is merged.").format(name=removed.name)
        await page._gone(removed, text)  # noqa: SLF001 - not for browsers
        return []
