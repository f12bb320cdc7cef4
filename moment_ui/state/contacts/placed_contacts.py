"""The forms of a contact in a customer or a project: what the two differ in is one declaration."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, ClassVar, Protocol

import reflex as rx

from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.people.errors import KnownPerson, PersonChanged, PersonMayExist
from moment_ui.state import arguments as check
from moment_ui.state.base import tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.undoing import undoing

PERSON_FIELDS = ("name", "email", "phone", "is_global")
WHO = "contact_id"


class Offered(Protocol):
    """Somebody known who can be added."""

    @property
    def id(self) -> int:
        """The person."""
        ...

    @property
    def about(self) -> str:
        """Name, and what tells two of one name apart."""
        ...


@dataclass(frozen=True, slots=True)
class ContactPlace:
    """Where contacts stand: in customers, or in projects.

    `under` is the word before the id in an address, `fields` are what the form asks about the
    place, `read` and `draft` turn texts and a stored place into what the commands take, `removed`
    says that {name} is taken off, `reload` shows the page anew.
    """

    under: str
    fields: tuple[str, ...]
    read: Callable[[Mapping[str, str]], Any]
    draft: Callable[[Work, int], Any]
    offered: Callable[[Work, int, str], Sequence[Offered]]
    add: Callable[..., int]
    add_known: Callable[..., int]
    edit: Callable[..., object]
    remove: Callable[[Work, int], Any]
    restore: Callable[[Work, Any], object]
    removed: str
    reload: Any

    def wrong(self, key: str, text: str) -> str:
        """What is wrong with one field as typed, "" when nothing is."""
        try:
            self.read({"name": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""


@dataclass
class KnownLine:
    """A contact who may be the same person: with which customers, and what is the same."""

    id: int = 0
    name: str = ""
    customers: str = ""
    reason: str = ""


class PlacedContactForm(FormState, mixin=True):
    """A mixin: a contact of the customer or project in the address, new or being changed."""

    place: ClassVar[ContactPlace]

    editing: rx.Field[bool] = rx.field(default=False)
    known: rx.Field[list[KnownLine]] = rx.field(default_factory=list)
    _place_id: int = 0
    _before: Any = None
    _removed: Any = None

    @rx.event
    async def start(self) -> None:
        """Open the form for a new person."""
        self._place_id, self.editing, self._before, self.known = 0, False, None, []
        self._open(dict.fromkeys(self._fields(), ""))

    @rx.event
    async def edit(self, place_id: int) -> None:
        """Open the form for a contact that stands on the page."""
        self._place_id = check.row_id(place_id)
        self._before = await self._read(self.place.draft, self._place_id)
        self.editing, self.known = True, []
        self._open(_texts(self._before))

    @rx.event
    async def use_known(self, contact_id: int) -> Any:
        """Add somebody who is known already instead of saving the person typed as a new one."""
        wanted = check.row_id(contact_id)
        if not self._asked or wanted not in {person.id for person in self.known}:
            return None
        draft = self.place.read(self._typed)
        here = owner_id(self, self.place)
        await self._write(self.place.add_known, here, wanted, draft, known=True)
        self._shut()
        return self.place.reload

    @rx.event
    async def remove(self, place_id: int) -> Any:
        """Take a contact off; the message can take it back."""
        self._removed = await self._write(self.place.remove, check.row_id(place_id))
        text = self.place.removed.format(name=self._removed.name)
        await tell(self, "success", text, type(self).undo_remove)
        return self.place.reload

    @rx.event
    async def undo_remove(self) -> Any:
        """Put the contact removed last back."""
        if (removed := self._removed) is None:
            return None
        async with undoing(self, type(self).undo_remove):
            await self._write(self.place.restore, removed)
            self._removed = None
        return self.place.reload

    def _fields(self) -> tuple[str, ...]:
        return (*PERSON_FIELDS, *self.place.fields)

    async def _check_field(self, key: str, text: str) -> str:
        return self.place.wrong(key, text)

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = self.place.read(texts)
        if self.editing:
            await self._edit(draft)
        else:
            here = owner_id(self, self.place)
            await self._write(self.place.add, here, draft, confirmed=self._confirmed)
        self._shut()
        return [self.place.reload]

    def _question(self, asked: NeedsConfirmation) -> None:
        self.known = known_lines(asked.known if isinstance(asked, PersonMayExist) else ())
        self._ask(asked.question, asked.key)

    async def _edit(self, draft: Any) -> None:
        try:
            await self._write(self.place.edit, self._place_id, draft, self._before)
        except PersonChanged:
            self._before = await self._read(self.place.draft, self._place_id)
            raise


class KnownContactForm(FormState, mixin=True):
    """A mixin: somebody who is known, being added to the customer or project in the address."""

    place: ClassVar[ContactPlace]

    people: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the form with the first who can be added."""
        await self._find("")
        self._open(dict.fromkeys(self._fields(), ""))

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the people whose name, e-mail or phone holds the text."""
        await self._find(check.text(text))

    async def _find(self, text: str) -> None:
        found = await self._read(self.place.offered, owner_id(self, self.place), text)
        self.people = [(str(person.id), person.about) for person in found]

    def _fields(self) -> tuple[str, ...]:
        return (WHO, *self.place.fields)

    async def _check_field(self, key: str, text: str) -> str:
        return self.place.wrong(key, text)

    async def _save(self, texts: dict[str, str]) -> Events:
        if not texts[WHO]:
            raise Invalid(contact_id=_("Choose a person."))
        draft = self.place.read({**texts, "name": "-"})
        wanted = check.row_id(texts[WHO])
        await self._write(self.place.add_known, owner_id(self, self.place), wanted, draft)
        self._shut()
        return [self.place.reload]


def known_lines(known: Iterable[KnownPerson]) -> list[KnownLine]:
    """Those who may be the same person, as a form shows them."""
    return [KnownLine(one.id, one.name, one.customers, one.reason) for one in known]


def owner_id(state: FormState, place: ContactPlace) -> int:
    """The customer or project in the address; 0 for none."""
    return id_after(state.router.url.path, place.under) or 0


def _texts(draft: Any) -> dict[str, str]:
    def text(value: Any) -> str:
        if isinstance(value, bool):
            return "on" if value else ""
        if value is None:
            return ""
        return value if isinstance(value, str) else f"{value:%d.%m.%Y}"

    return {key: text(value) for key, value in asdict(draft).items()}
