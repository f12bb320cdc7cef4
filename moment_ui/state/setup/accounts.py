"""Setup → Invoicing → Bookkeeping accounts: the list, the form, the sets to begin with."""

from dataclasses import asdict, dataclass
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _, plural
from moment_ui.domain.bookkeeping import commands, rules
from moment_ui.domain.bookkeeping.queries import AccountRow, account, accounts
from moment_ui.domain.bookkeeping.rules import PEPPOL_CODES, STARTER_SETS
from moment_ui.models.invoicing import AccountKind
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, shown_or_failed, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of
from moment_ui.state.setup.account_words import KIND_WORDS
from moment_ui.state.undoing import undoing

FIELDS = ("number", "name", "kind", "vat_code", "peppol_vat_code")
READ = frozenset({Permission.VIEW_CUSTOMERS, Permission.VIEW_INVOICES})


@dataclass
class AccountLine:
    """An account as the list shows it."""

    id: int = 0
    number: str = ""
    name: str = ""
    kind: str = ""
    vat_code: str = ""
    peppol: str = ""
    used: str = ""
    active: bool = True


class AccountsState(AppState, rx.State):
    """The company's accounts."""

    needs: ClassVar[frozenset[Permission]] = READ

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    may: rx.Field[bool] = rx.field(default=False)
    lines: rx.Field[list[AccountLine]] = rx.field(default_factory=list)
    _put_aside: int = 0

    @rx.event
    async def load(self) -> None:
        """Read the accounts."""
        self.base = base_of(self.router.url.path)
        self.may = self._actor().may(Permission.SETUP_INVOICING)
        with shown_or_failed(self):
            await self._reread()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes; after `load`."""
        async for _change in self._news("invoicing"):
            whose = self._whose()
            lines = _lines(await self._read(accounts))
            async with self:
                if self._whose() == whose and self.phase == "ready" and lines != self.lines:
                    self.lines = lines

    @rx.event
    async def reload(self) -> None:
        """Read the accounts again: one has just been changed."""
        await self._reread()

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def put_aside(self, account_id: int) -> None:
        """Offer an account no longer; the message can take it back."""
        self._put_aside = check.row_id(account_id)
        name = await self._write(commands.set_account_active, self._put_aside, active=False)
        await self._reread()
        text = _("{name} is no longer offered. What has chosen it keeps it.").format(name=name)
        await tell(self, "success", text, AccountsState.undo)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def bring_back(self, account_id: int) -> None:
        """Offer an account again."""
        await self._write(commands.set_account_active, check.row_id(account_id), active=True)
        await self._reread()

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def undo(self) -> None:
        """Offer the account put aside last again."""
        if account_id := self._put_aside:
            async with undoing(self, AccountsState.undo):
                await self._write(commands.set_account_active, account_id, active=True)
                self._put_aside = 0
            await self._reread()

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def begin_with(self, country: str) -> None:
        """Add a country's accounts that are not there yet."""
        wanted = check.one_of(country, tuple(STARTER_SETS))
        count = await self._write(commands.add_starter_accounts, wanted)
        await self._reread()
        text = plural("{count} account is added.", "{count} accounts are added.", count)
        await tell(self, "success", text if count else _("All of them were there already."))

    async def _reread(self) -> None:
        self.lines = _lines(await self._read(accounts))


class AccountState(FormState, AppState, rx.State):
    """An account: new, or being changed."""

    form_name: ClassVar[str] = "account"
    needs: ClassVar[frozenset[Permission]] = READ | {Permission.SETUP_INVOICING}

    editing: rx.Field[bool] = rx.field(default=False)
    _account_id: int = 0
    _version: int = 0

    @rx.event
    async def start(self) -> None:
        """Open the form for a new account."""
        self._account_id, self.editing = 0, False
        self._open(dict.fromkeys(FIELDS, "") | {"kind": AccountKind.REVENUE.value})

    @rx.event
    async def edit(self, account_id: int) -> None:
        """Open the form for an account of the list."""
        row = await self._read(account, check.row_id(account_id))
        self._account_id, self._version, self.editing = row.id, row.version, True
        self._open({key: str(value) for key, value in asdict(row.draft).items()})

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            rules.read({"number": "1", "name": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read(texts)
        if self.editing:
            await self._write(commands.edit_account, self._account_id, self._version, draft)
        else:
            await self._write(commands.add_account, draft)
        self._shut()
        text = _("{number} {name} is saved.").format(number=draft.number, name=draft.name)
        await tell(self, "success", text)
        return [AccountsState.reload]


def _lines(rows: list[AccountRow]) -> list[AccountLine]:
    return [_line(row) for row in rows]


def _line(row: AccountRow) -> AccountLine:
    used = plural("{count} option", "{count} options", row.used) if row.used else ""
    peppol = PEPPOL_CODES.get(row.draft.peppol_vat_code, "") if row.draft.peppol_vat_code else ""
    return AccountLine(
        id=row.id,
        number=row.draft.number,
        name=row.draft.name,
        kind=KIND_WORDS[row.draft.kind],
        vat_code=row.draft.vat_code,
        peppol=peppol,
        used=used,
        active=row.active,
    )
