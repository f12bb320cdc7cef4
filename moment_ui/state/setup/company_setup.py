"""Setup → Company: what stands on papers, and how an invoice looks with it."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.identifiers import shown_bank_account, shown_org_number
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.companies.commands import edit_company, set_logo
from moment_ui.domain.companies.queries import CompanyDetails, company_details
from moment_ui.domain.companies.rules import FIELDS, read_company
from moment_ui.reports.setup.company_sample import sample_stamp
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.form import Events, FormState

SETUP = Permission.SETUP_INVOICING
LABELS = {
    "name": _("Name"),
    "org_number": _("Company reg. no."),
    "vat_number": _("VAT number"),
    "address_line1": _("Address"),
    "address_line2": _("Address, second line"),
    "postal_code": _("Postal code"),
    "city": _("City"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "website": _("Website"),
    "bank_account": _("Bank account"),
    "iban": _("IBAN"),
    "bic": _("BIC"),
    "bankgiro": _("Bankgiro"),
    "plusgiro": _("Plusgiro"),
    "in_business_register": _("In Foretaksregisteret"),
    "has_f_tax": _("Approved for F-tax"),
}

EXPECTED = frozenset(
    {
        *("name", "org_number", "vat_number", "address_line1", "postal_code", "city", "email"),
        "bank_account",
    }
)
"""Details that say so when they are missing: an invoice without them looks unfinished."""


@dataclass
class DetailLine:
    """A detail: what it is, and what it says."""

    label: str = ""
    value: str = ""


class CompanySetupState(FormState, AppState, rx.State):
    """The company's details with their form."""

    form_name: ClassVar[str] = "company"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES})

    phase: rx.Field[str] = rx.field("")
    may: rx.Field[bool] = rx.field(default=False)
    lines: rx.Field[list[DetailLine]] = rx.field(default_factory=list)
    has_logo: rx.Field[bool] = rx.field(default=False)
    sample: rx.Field[str] = rx.field("")
    upload_to: rx.Field[str] = rx.field("")
    logo_problem: rx.Field[bool] = rx.field(default=False)
    _seen: dict[str, str] = {}
    _country: str = "NO"

    @rx.event
    async def load(self) -> None:
        """Read the details."""
        slug = slug_in(self.router.url.path)
        self.may = self._actor().may(SETUP)
        self.upload_to = f"/api/uploads/{slug}/logo"
        self.logo_problem = "problem=logo" in str(self.router.url.query)
        await self._show()
        self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news("invoicing"):
            async with self:
                if self._whose() == whose and self.phase == "ready":
                    await self._show()

    @rx.event
    @requires(SETUP)
    async def start(self) -> None:
        """Open the form with the details as they are now."""
        found: CompanyDetails = await self._read(company_details)
        self._seen, self._country = found.texts, found.country
        self._open(found.texts)

    @rx.event
    @requires(SETUP)
    async def remove_logo(self) -> None:
        """Print the company's name instead of a logo."""
        await self._write(set_logo, None)
        await self._show()
        await tell(self, "success", _("The logo is taken away. Papers kept before still show it."))

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        try:
            read_company({"name": "-", key: text}, self._country)
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        await self._write(edit_company, self._seen, texts)
        self._shut()
        await self._show()
        await tell(self, "success", _("The company's details are saved."))
        return []

    async def _show(self) -> None:
        found: CompanyDetails = await self._read(company_details)
        shown = (key for key in FIELDS if found.texts[key] or key in EXPECTED)
        self.lines = [DetailLine(LABELS[key], _shown(key, found)) for key in shown]
        self.has_logo = bool(found.logo)
        stamp: str = await self._read(sample_stamp)
        slug = slug_in(self.router.url.path)
        self.sample = f"/api/sample-invoices/{slug}/1/pages/1.png?v={stamp}"


def _shown(key: str, found: CompanyDetails) -> str:
    text = found.texts[key]
    written: dict[str, Any] = {
        "org_number": lambda: shown_org_number(text, found.country),
        "bank_account": lambda: shown_bank_account(text),
        "iban": lambda: shown_bank_account(text),
        "in_business_register": lambda: _("Yes") if text else _("No"),
        "has_f_tax": lambda: _("Yes") if text else _("No"),
    }
    return written[key]() if key in written else text
