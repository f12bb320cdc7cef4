"""Asking outside about the customer in the address: the company register, and Peppol.

In the background, because the one asked may be slow: the reader goes on meanwhile. What was found
out is stored, and the page reads it from there.
"""

from dataclasses import replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.checks.commands import (
    keep_receiver_answer,
    keep_register_answer,
    keep_register_failure,
    leave_register,
)
from moment_ui.domain.checks.queries import registered
from moment_ui.domain.checks.rules import said_of
from moment_ui.domain.customers.commands import edit_customer
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.queries import CustomerRecord, customer
from moment_ui.registers.countries import register_of
from moment_ui.registers.failures import ParticipantsUnavailable, RegisterUnavailable
from moment_ui.registers.peppol import participants
from moment_ui.reports.customers.customer_checks import DifferenceLine, differences
from moment_ui.state.base import AppState, NoticeKind, tell
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after


class CustomerChecksState(FormState, AppState, rx.State):
    """Checks of the customer in the address; the form takes over what the register says."""

    form_name: ClassVar[str] = "use-register"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    )

    asking: rx.Field[str] = rx.field("")
    differences: rx.Field[list[DifferenceLine]] = rx.field(default_factory=list)
    _record: CustomerRecord | None = None

    @rx.event(background=True, supersedes=True)
    async def check_register(self) -> Any:
        """Ask the register anew, and store what it says of the customer's number.

        Where it has another name or address, that is proposed; nothing of the customer changes.
        """
        record = await self._begin("register")
        number, said = record.draft.org_number, ""
        register = register_of(record.draft.country) if number else None
        try:
            if register:
                entry = await register.entry(number, fresh=True)
                await self._write(keep_register_answer, record.id, number, entry)
        except RegisterUnavailable as unavailable:
            said = unavailable.message
            await self._write(keep_register_failure, record.id, number)
        finally:
            await self._end()
        return await self._shown(record.id, said)

    @rx.event(background=True, supersedes=True)
    async def check_receiver(self) -> Any:
        """Ask Peppol whether the customer's address can receive, and store the answer."""
        record = await self._begin("receiver")
        address, said = record.draft.einvoice_address, ""
        lookup = participants() if address else None
        try:
            if lookup:
                found = await lookup.receives(*address.split(":", 1))
                await self._write(keep_receiver_answer, record.id, address, found)
        except ParticipantsUnavailable as unavailable:
            said = unavailable.message
            await self._write(keep_receiver_answer, record.id, address, None)
        finally:
            await self._end()
        return await self._shown(record.id, said)

    @rx.event(background=True, supersedes=True)
    async def start(self) -> None:
        """Show where the register says something else, before anything is changed.

        What waits to be answered is shown as it was stored; else the register is asked.
        """
        record = await self._begin("differences")
        kind: NoticeKind = "info"
        note = _("The register knows of no such company.")
        said: dict[str, str] = {}
        try:
            said = await self._said(record)
        except RegisterUnavailable as unavailable:
            kind, note = "warning", unavailable.message
        finally:
            await self._end()
        found = differences(record.draft, said)
        if said and not found:
            note = _("Name and addresses are those of the register.")
        async with self:
            if record.id != self._customer_id():
                return
            if not found:
                await tell(self, kind, note)
                return
            self._record, self.differences = record, found
            self._open({line.key: "yes" for line in found})

    @rx.event
    async def leave(self) -> Any:
        """Leave the customer as it is, until the register says something else again."""
        await self._write(leave_register, self._customer_id())
        return CustomerProfileState.reload

    def _fields(self) -> tuple[str, ...]:
        return tuple(line.key for line in self.differences)

    async def _save(self, texts: dict[str, str]) -> Events:
        if self._record is None:
            return []
        record, draft = self._record, self._taken_over(self._record.draft, texts)
        await self._write(
            edit_customer, record.id, record.version, draft, confirmed=self._confirmed
        )
        await tell(self, "success", _("{name} is saved.").format(name=draft.name))
        await self._write(leave_register, record.id)
        self._shut()
        return [CustomerProfileState.reload]

    def _taken_over(self, draft: CustomerDraft, ticked: dict[str, str]) -> CustomerDraft:
        theirs = {line.key: line.theirs for line in self.differences if ticked.get(line.key)}
        return replace(draft, **theirs)

    async def _said(self, record: CustomerRecord) -> dict[str, str]:
        number, country = record.draft.org_number, record.draft.country
        register = register_of(country) if number else None
        if register is None:
            return {}
        kept = await self._read(registered, record.id, country, number)
        if kept and kept.otherwise and differences(record.draft, kept.said):
            return kept.said
        return said_of(await register.entry(number))

    def _customer_id(self) -> int:
        return id_after(self.router.url.path, "customers") or 0

    async def _begin(self, what: str) -> CustomerRecord:
        """The customer in the address, from now on asked about. Raises NotFound."""
        async with self:
            customer_id = self._customer_id()
        record = await self._read(customer, customer_id)
        async with self:
            self.asking = what
        return record

    async def _end(self) -> None:
        async with self:
            self.asking = ""

    async def _shown(self, customer_id: int, said: str) -> Any:
        """Read the page again if it is still open, and say what went wrong."""
        async with self:
            if customer_id != self._customer_id():
                return None
            if said:
                await tell(self, "warning", said)
            return CustomerProfileState.reload
