"""The small forms of an offer's page: its tags, a longer validity, what the customer said, its project."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.domain.offers import decisions, projects, queries
from moment_ui.domain.offers.commands import extend_validity, set_offer_tags
from moment_ui.domain.projects import rules as project_rules
from moment_ui.domain.projects.commands import next_project_number
from moment_ui.domain.projects.queries import leaders
from moment_ui.state.base import AppState, tell
from moment_ui.state.customers.new_customer import TagBox, tag_boxes, ticked_tags
from moment_ui.state.form import Events, FormState
from moment_ui.state.offers.offer import OfferPageState
from moment_ui.state.paths import id_after

PROJECT_FIELDS = ("number", "name", "leader", "budget", "start_on", "activity")
VIEW, EDIT, SEND = Permission.VIEW_OFFERS, Permission.EDIT_OFFERS, Permission.SEND_OFFERS


class OfferTagsState(FormState, AppState, rx.State):
    """Which tags the offer has, as boxes to tick."""

    form_name: ClassVar[str] = "offer-tags"
    needs: ClassVar[frozenset[Permission]] = frozenset({VIEW, EDIT})

    tags: rx.Field[list[TagBox]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the boxes, those of the offer ticked."""
        has = await self._read(queries.tags_of_offer, self._id())
        self.tags = tag_boxes(await self._read(queries.offer_tags), [tag.id for tag in has])
        self._open({})

    def _id(self) -> int:
        return id_after(self.router.url.path, "offers") or 0

    def _fields(self) -> tuple[str, ...]:
        return tuple(tag.field for tag in self.tags)

    async def _save(self, texts: dict[str, Any]) -> Events:
        await self._write(set_offer_tags, self._id(), ticked_tags(self.tags, texts))
        self._shut()
        return [OfferPageState.reload]


class ExtendOfferState(FormState, AppState, rx.State):
    """A later last day of a sent offer."""

    form_name: ClassVar[str] = "extend"
    needs: ClassVar[frozenset[Permission]] = frozenset({VIEW, SEND})

    @rx.event
    async def start(self) -> None:
        """Ask for the day."""
        self._open({"until": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("until",)

    async def _check_field(self, key: str, text: str) -> str:
        try:
            fields.day(text)
        except fields.Unfit as unfit:
            return unfit.message if key == "until" else ""
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        form = fields.Reading(texts)
        until = form.read("until", fields.day)
        form.finish()
        if until is None:
            raise Invalid(until=_("Write the last day the offer shall be valid."))
        offer_id = id_after(self.router.url.path, "offers") or 0
        await self._write(extend_validity, offer_id, until)
        self._shut()
        actor = self._actor()
        day = writer(actor.locale, actor.timezone).day(until)
        await tell(
            self, "success", _("The offer is valid until {day}; its link too.").format(day=day)
        )
        return [OfferPageState.reload]


class DecideOfferState(FormState, AppState, rx.State):
    """What the customer said, registered by hand."""

    form_name: ClassVar[str] = "decide"
    needs: ClassVar[frozenset[Permission]] = frozenset({VIEW, SEND})

    @rx.event
    async def start(self) -> None:
        """Open the form; the contact is proposed as who said it."""
        page = await self.get_state(OfferPageState)
        names = dict(page.view.contacts)
        by = names.get(page.view.contact, "").partition(",")[0] if page.view.contact else ""
        self._open({"answer": "accepted", "by": by, "on": "", "note": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("answer", "by", "on", "note")

    async def _check_field(self, key: str, text: str) -> str:
        try:
            self._decision({"answer": "accepted", "by": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    def _decision(self, texts: dict[str, str]) -> decisions.Decision:
        return decisions.read_decision(texts, clock.today(self._actor().timezone))

    async def _save(self, texts: dict[str, str]) -> Events:
        offer_id = id_after(self.router.url.path, "offers") or 0
        await self._write(decisions.register_decision, offer_id, self._decision(texts))
        self._shut()
        text = _("What the customer said is written down.")
        await tell(self, "success", text, OfferPageState.undo_decision_of(offer_id))
        return [OfferPageState.reload]


class OfferProjectState(FormState, AppState, rx.State):
    """The project of an accepted offer."""

    form_name: ClassVar[str] = "offer-project"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {VIEW, Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )

    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _proposed: str = ""

    @rx.event
    async def start(self) -> None:
        """Open the form, filled in from the offer."""
        draft = await self._read(projects.proposed_project, self._id())
        self._proposed = await self._read(next_project_number)
        people = await self._read(leaders)
        nobody = ("", _("Nobody yet"))
        self.choices = [nobody, *((str(person.id), person.name) for person in people)]
        known = {str(person.id) for person in people}
        leader = str(draft.leader_id or "")
        minutes = draft.budget_minutes or 0
        self._open(
            {
                "number": self._proposed,
                "name": draft.name,
                "leader": leader if leader in known else "",
                "budget": f"{minutes // 60}:{minutes % 60:02}" if minutes else "",
                "start_on": f"{draft.start_on:%d.%m.%Y}" if draft.start_on else "",
                "activity": draft.activity,
            }
        )

    def _id(self) -> int:
        return id_after(self.router.url.path, "offers") or 0

    def _fields(self) -> tuple[str, ...]:
        return PROJECT_FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            project_rules.read({"name": "-", "activity": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        if texts["number"].strip() == self._proposed:
            texts = texts | {"number": ""}
        draft = project_rules.read(texts)
        offer_id = self._id()
        await self._write(projects.create_offer_project, offer_id, draft, confirmed=self._confirmed)
        self._shut()
        text = _("The project {name} is created.").format(name=draft.name)
        await tell(self, "success", text, OfferPageState.undo_project_of(offer_id))
        return [OfferPageState.reload]
