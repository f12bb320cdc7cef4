"""Merging two customers, step by step. The address holds what was chosen, so that a reload keeps it."""

from dataclasses import replace
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NeedsConfirmation, NotFound
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.customers.errors import MergedAway
from moment_ui.domain.customers.queries import customer
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.errors import AlreadyMerged, ChangedMeanwhile
from moment_ui.domain.merging.fields import FIELDS, OF_ONE, Choice
from moment_ui.domain.references.choosing import customers_found
from moment_ui.reports.customers.merge_lines import CandidateLine, MergeView
from moment_ui.reports.customers.merge_view import candidates_view, merge_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.paths import LONGEST_QUERY, id_after, whole_in
from moment_ui.state.undoing import undoing

STEPS = 4
TOPICS = ("customers", "contacts", "projects", "invoices", "offers", "invoicing", "rates", "tags")


class MergeState(AppState, rx.State):
    """The merge that the address describes: who stays, who goes, what is taken, and the step."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.MERGE_CUSTOMERS}
    )

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    step: rx.Field[int] = rx.field(1)
    company: rx.Field[str] = rx.field("")
    name: rx.Field[str] = rx.field("")
    customer_id: rx.Field[int] = rx.field(0)
    view: rx.Field[MergeView] = rx.field(default_factory=MergeView)
    steps: rx.Field[list[str]] = rx.field(default_factory=list)
    swapped: rx.Field[str] = rx.field("")
    candidates: rx.Field[list[CandidateLine]] = rx.field(default_factory=list)
    asked: rx.Field[str] = rx.field("")
    hits: rx.Field[list[tuple[int, str]]] = rx.field(default_factory=list)
    confirmed: rx.Field[list[str]] = rx.field(default_factory=list)
    changed: rx.Field[str] = rx.field("")
    _merge_id: int = 0

    @rx.event
    async def load(self) -> Any:
        """Read the two customers of the address; only one: who could be the other."""
        here = self._asked_for()
        self.company = f"/{slug_in(self.router.url.path)}"
        self.step, self.problem, self.changed = here.step, "", ""
        self.asked, self.hits = "", []
        if here.pair() != (self.view.stays_id, self.view.goes_id):
            self.confirmed = []
        try:
            if here.stays is None:
                raise NotFound(_("The customer"))
            self.customer_id = here.stays
            if here.goes is None:
                await self._show_candidates(here.stays)
            else:
                await self._compare(here)
        except LoggedOut:
            raise
        except (MergedAway, AlreadyMerged) as merged:
            await tell(self, "warning", merged.message)
            return rx.redirect(f"{self.company}/customers/{merged.survivor_id}")
        except AppError as error:
            self.phase, self.problem = "failed", error.message
        return None

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes on one of the two meanwhile; after `load` in `on_load`."""
        whose, query = self._whose(), self.router.url.query
        async for _change in self._news(*TOPICS):
            here = self._asked_for()
            if here.stays is None or here.goes is None:
                continue
            try:
                view = await self._read(merge_view, here.stays, here.goes, here.choice())
            except AppError as error:
                async with self:
                    self.changed = error.message
                return
            async with self:
                same = (self._whose(), self.router.url.query) == (whose, query)
                if same and self.phase == "compare" and view != self.view:
                    if view.versions != self.view.versions:
                        self.changed = _("Somebody changed one of the two just now: look again.")
                    self.view = view

    @rx.event
    async def take(self, key: str, other: Any) -> Any:
        """Take a field from the customer that goes, or from the one that stays."""
        key, other = check.one_of(key, FIELDS), check.flag(other)
        chosen = self._chosen()
        taken = chosen.taken - {key}
        return self._to(replace(chosen, taken=taken | {key} if other else taken))

    @rx.event
    async def pick(self, table: str, other: Any) -> Any:
        """Let what both have one of be the other's, or stay as it is."""
        table, other = check.one_of(table, OF_ONE), check.flag(other)
        chosen = self._chosen()
        others = chosen.others - {table}
        return self._to(replace(chosen, others=others | {table} if other else others))

    @rx.event
    async def keep_tags(self, keep: Any) -> Any:
        """Let the tags of the customer that goes come along, or not."""
        return self._to(replace(self._chosen(), keep_tags=check.flag(keep)))

    @rx.event
    async def confirm(self, key: str, yes: Any) -> None:
        """Say yes to what was asked, or take that back."""
        known = tuple(question.key for question in self.view.questions)
        key = check.one_of(key, known)
        others = [each for each in self.confirmed if each != key]
        self.confirmed = [*others, key] if check.flag(yes) else others

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Find any other customer to merge with."""
        self.asked = check.text(text).strip()
        found = await self._read(customers_found, self.asked) if self.asked else {}
        self.hits = [(key, name) for key, name in found.items() if key != self.customer_id]

    @rx.event
    async def merge(self) -> Any:
        """Merge, and go to the customer that stays."""
        here = self._asked_for()
        if here.goes is None or self.phase != "compare":
            return None
        choice = replace(self._chosen(), confirmed=frozenset(self.confirmed))
        try:
            await self._merge(here, choice)
        except (ChangedMeanwhile, NeedsConfirmation) as asked:
            await self._compare(here)
            self.changed = asked.message
            return None
        except AlreadyMerged as merged:
            if merged.survivor_id != here.stays:
                raise  # else it is the second of two clicks
        return rx.redirect(f"{self.company}/customers/{here.stays}")

    @rx.event
    async def undo(self) -> Any:
        """Take the merge that was just done back."""
        if not (merge_id := self._merge_id):
            return None
        async with undoing(self, MergeState.undo):
            key = await self._write(undo_merge, merge_id)
            self._merge_id = 0
            await tell(self, "success", _("The merge is undone."))
            return rx.redirect(f"{self.company}/customers/{key}")

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _merge(self, here: "Asked", choice: Choice) -> None:
        view = self.view
        versions = view.versions[0], view.versions[1]
        self._merge_id = await self._write(
            merge_customers, here.stays or 0, here.goes or 0, choice, versions=versions
        )
        text = _("{goes} is now part of {stays}.").format(
            goes=f"{view.goes_number} {view.goes}", stays=f"{view.stays_number} {view.stays}"
        )
        await tell(self, "success", text, MergeState.undo)
        self.confirmed = []

    async def _show_candidates(self, customer_id: int) -> None:
        record = await self._read(customer, customer_id)
        self.name = f"{record.number} {record.draft.name}"
        self.candidates = await self._read(candidates_view, customer_id)
        self.view, self.step, self.steps, self.phase = MergeView(), 1, [], "choose"

    async def _compare(self, here: "Asked") -> None:
        self.view = await self._read(merge_view, here.stays or 0, here.goes or 0, here.choice())
        self.name = f"{self.view.stays_number} {self.view.stays}"
        chosen = self._chosen()
        self.steps = [self._address(n, chosen) for n in range(1, STEPS + 1)]
        self.swapped = (
            f"{self.company}/customers/{here.goes}/merge?with={here.stays}&step={self.step}"
        )
        self.phase = "compare"

    def _asked_for(self) -> "Asked":
        return Asked(self.router.url.path, self.router.url.query)

    def _chosen(self) -> Choice:
        """What the page shows as chosen; nothing confirmed."""
        return Choice(
            frozenset(line.key for line in self.view.fields if line.taken),
            self.view.keep_tags,
            others=frozenset(line.table for line in self.view.picks if line.taken),
        )

    def _address(self, step: int, chosen: Choice) -> str:
        here = self._asked_for()
        wanted = {"with": here.goes, "step": step, "take": ".".join(sorted(chosen.taken))}
        if chosen.others:
            wanted["other"] = ".".join(sorted(chosen.others))
        query = urlencode(wanted | ({} if chosen.keep_tags else {"tags": "no"}))
        return f"{self.company}/customers/{here.stays}/merge?{query}"

    def _to(self, chosen: Choice) -> Any:
        return rx.redirect(self._address(self.step, chosen), replace=True)


class Asked:
    """What an address of a merge says: who stays, who goes, what is taken, and the step."""

    def __init__(self, path: str, query: str) -> None:
        said = dict(parse_qsl(query[:LONGEST_QUERY], keep_blank_values=True))
        self.stays = id_after(path, "customers")
        self.goes = whole_in(query, "with")
        step = whole_in(query, "step") or 1
        self.step = min(step, STEPS) if self.goes else 1
        self._taken = said.get("take")
        self._tags = said.get("tags") != "no"
        self._others = frozenset(said.get("other", "").split(".")) & frozenset(OF_ONE)

    def pair(self) -> tuple[int, int]:
        """Both ids, 0 for one that is not named."""
        return self.stays or 0, self.goes or 0

    def choice(self) -> Choice | None:
        """What is chosen; None before anybody chose."""
        if self._taken is None:
            return None
        taken = frozenset(self._taken.split(".")) & frozenset(FIELDS)
        return Choice(taken, self._tags, others=self._others)
