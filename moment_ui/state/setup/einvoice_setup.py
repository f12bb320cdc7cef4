"""Setup → VAT codes → E-invoices: the rules that e-invoices are checked by, and the way they leave."""

from dataclasses import dataclass, field
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.einvoices.commands import choose_rules
from moment_ui.domain.einvoices.queries import rule_sets_at_hand
from moment_ui.formats.einvoice_rules import RuleSet
from moment_ui.mail.access_point import access_point
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.undoing import undoing

READ = frozenset({Permission.VIEW_CUSTOMERS, Permission.VIEW_INVOICES})


@dataclass
class RuleSetLine:
    """A rule set as the page shows it."""

    name: str = ""
    holds: str = ""
    in_use: bool = False


@dataclass
class EInvoiceSetup:
    """What the page says. `chosen` is "" for the newest."""

    sets: list[RuleSetLine] = field(default_factory=list[RuleSetLine])
    chosen: str = ""
    has_access_point: bool = False


class EInvoiceSetupState(AppState, rx.State):
    """Rules and access point of the company's e-invoices."""

    needs: ClassVar[frozenset[Permission]] = READ

    shown: rx.Field[EInvoiceSetup] = rx.field(default_factory=EInvoiceSetup)
    _before: str | None = None

    @rx.event
    async def load(self) -> None:
        """Read what is at hand."""
        self.shown = await self._read(_setup)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def choose(self, name: str) -> None:
        """Check by this rule set from now on; the message can take it back."""
        self._before = await self._write(choose_rules, check.text(name, 100))
        self.shown = await self._read(_setup)
        text = _("E-invoices are checked by {name}.")
        used = next((each.name for each in self.shown.sets if each.in_use), _("our own rules"))
        await tell(self, "success", text.format(name=used), EInvoiceSetupState.undo)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def undo(self) -> None:
        """Check by the rule set before that again."""
        if (before := self._before) is not None:
            async with undoing(self, EInvoiceSetupState.undo):
                await self._write(choose_rules, before)
                self._before = None
            self.shown = await self._read(_setup)


def _setup(work: Work) -> EInvoiceSetup:
    sets, chosen = rule_sets_at_hand(work)
    whole = [each for each in sets if each.rules]
    used = next(
        (each.name for each in whole if each.name == chosen), whole[0].name if whole else ""
    )
    lines = [RuleSetLine(each.name, _holds(each), each.name == used) for each in whole]
    known = chosen if chosen in {each.name for each in whole} else ""
    return EInvoiceSetup(lines, known, access_point() is not None)


def _holds(rules: RuleSet) -> str:
    count = plural("{count} file of rules", "{count} files of rules", len(rules.rules))
    schemas = _("schemas of UBL 2.1") if rules.schemas else _("no schemas")
    names = ", ".join(path.stem for path in rules.rules[:4])
    return f"{count} ({names}), {schemas}"
