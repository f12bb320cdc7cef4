"""The forms of the partner set-up: a customer for a partner, the group's name, an inherited series."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.core.words import _, plural
from moment_ui.domain.partners import attaching, membership, series
from moment_ui.models.numbering import SeriesKind
from moment_ui.reports.partners.setup_page import SERIES
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.partners.setup import RIGHTS, PartnersState

MAKE = "make"


@dataclass
class CollisionLine:
    """A number that is given on both sides."""

    number: str = ""
    ours: str = ""
    company: str = ""


class AttachState(FormState, AppState, rx.State):
    """The customer that stands for a partner: found, matched by org number, or made of its data."""

    form_name: ClassVar[str] = "attach"
    needs: ClassVar[frozenset[Permission]] = RIGHTS | {Permission.VIEW_CUSTOMERS}

    company: rx.Field[str] = rx.field("")
    customers: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _company_id: int = 0
    _making: bool = False

    @rx.event
    async def start(self, company_id: int) -> None:
        """Open the choice for a partner on the page."""
        self._company_id, self._making = check.row_id(company_id), False
        page = await self.get_state(PartnersState)
        names = {line.id: line.name for line in page.view.attach}
        self.company = names.get(self._company_id, "")
        self.customers = await self._found("")
        self._open({"customer_id": ""})

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the customers whose name or number holds the text."""
        self.customers = await self._found(check.text(text))

    @rx.event
    async def match(self, company_id: int, customer_id: int) -> Any:
        """Attach the customer with the partner's org number: one click."""
        wanted = check.row_id(company_id), check.row_id(customer_id)
        await self._told(await self._write(attaching.attach, *wanted))
        return PartnersState.load

    @rx.event
    async def make(self, company_id: int) -> Any:
        """Make a customer of the partner's own data; asked about when one like it exists."""
        self._company_id, self._making = check.row_id(company_id), True
        try:
            await self._make(frozenset())
        except NeedsConfirmation as asked:
            self.company, self.customers = "", []
            self._open({})
            self._question(asked)
            return None
        return PartnersState.load

    @rx.event
    async def take_back(self) -> None:
        """Go back: to the page when nothing but the question stands in the dialog."""
        self._shut()

    def _fields(self) -> tuple[str, ...]:
        return ("customer_id",)

    async def _save(self, texts: dict[str, str]) -> Events:
        if self._making:
            await self._make(self._confirmed)
        elif not texts["customer_id"]:
            raise Invalid(customer_id=_("Choose a customer."))
        else:
            chosen = check.row_id(texts["customer_id"])
            await self._told(await self._write(attaching.attach, self._company_id, chosen))
        self._shut()
        return [PartnersState.load]

    async def _make(self, confirmed: frozenset[str]) -> None:
        name = await self._write(attaching.attach_new, self._company_id, confirmed=confirmed)
        await self._told(name)

    async def _told(self, name: str) -> None:
        await tell(self, "success", _("A customer stands for {name} now.").format(name=name))

    async def _found(self, text: str) -> list[tuple[str, str]]:
        found = await self._read(attaching.customers_to_attach, self._company_id, text)
        mark = _("same company")
        return [
            (str(row.id), f"{row.number} {row.name}" + (f" · {mark}" if row.same else ""))
            for row in found
        ]


class GroupNameState(FormState, AppState, rx.State):
    """The group's name."""

    form_name: ClassVar[str] = "group"
    needs: ClassVar[frozenset[Permission]] = RIGHTS
    _version: int = 0

    @rx.event
    async def start(self) -> None:
        """Open the form with the name as it stands."""
        page = await self.get_state(PartnersState)
        self._version = page.view.group_version
        self._open({"name": page.view.group})

    def _fields(self) -> tuple[str, ...]:
        return ("name",)

    async def _save(self, texts: dict[str, str]) -> Events:
        name = await self._write(membership.rename, texts["name"], self._version)
        self._shut()
        await tell(self, "success", _("The group is called {name} now.").format(name=name))
        return [PartnersState.load]


class InheritState(FormState, AppState, rx.State):
    """Drawing a kind's numbers from the main company: what is given twice is shown before."""

    form_name: ClassVar[str] = "inherit"
    needs: ClassVar[frozenset[Permission]] = RIGHTS

    title: rx.Field[str] = rx.field("")
    told: rx.Field[str] = rx.field("")
    rows: rx.Field[list[CollisionLine]] = rx.field(default_factory=list)
    invoices: rx.Field[bool] = rx.field(default=False)
    _kind: str = ""

    @rx.event
    async def start(self, kind: str) -> None:
        """Open the dialog of a series with the collision report."""
        wanted = SeriesKind(check.one_of(kind, tuple(SeriesKind)))
        found = await self._read(series.collisions, wanted)
        self._kind, self.invoices = wanted.value, wanted is SeriesKind.INVOICE
        self.title = _("{series}: inherit from the main company").format(series=SERIES[wanted])
        self.told = _said(found.count)
        self.rows = [CollisionLine(str(row.number), row.ours, row.company) for row in found.first]
        self._open({"reason": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("reason",)

    async def _save(self, texts: dict[str, str]) -> Events:
        kind = SeriesKind(self._kind)
        if self.invoices and not texts["reason"].strip():
            raise Invalid(reason=_("Say why; it is kept in the audit log."))
        reason = texts["reason"]
        await self._write(series.inherit, kind, reason=reason, confirmed=self._confirmed)
        self._shut()
        text = _("{series} come from the main company from now on. None was changed.")
        await tell(self, "success", text.format(series=SERIES[kind]))
        return [PartnersState.load]


def _said(count: int) -> str:
    if not count:
        return _("No number is given on both sides. What has a number keeps it.")
    told = plural(
        "{count} number is given on both sides.", "{count} numbers are given on both sides.", count
    )
    return _("{told} Both keep them; new ones are given once.").format(told=told)
