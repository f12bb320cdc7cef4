"""Reading VAT codes. A company that has set up none uses those of its country."""

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.vat.errors import NothingStartsWith
from moment_ui.domain.vat.presets import preset_of
from moment_ui.domain.vat.rows import draft_of, stored_codes
from moment_ui.domain.vat.rules import HANDLINGS, VatDraft
from moment_ui.domain.vat.usage import used_codes
from moment_ui.models.company import Company
from moment_ui.models.invoice import InvoiceVat
from moment_ui.models.vat import VatCode

MOST_UNKNOWN = 20


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A VAT code of the list. `id` 0: it is its country's, and not stored yet."""

    id: int
    version: int
    active: bool
    used: bool
    draft: VatDraft


@dataclass(frozen=True, slots=True)
class UnknownCode:
    """A code that invoices bear and the list lacks, with the rate they bear it at."""

    code: str
    percent: Decimal


@needs(Permission.VIEW_INVOICES)
def codes(work: Work) -> list[CodeRow]:
    """The company's VAT codes in the list's order, those in use first; its country's when none is stored."""
    rows = stored_codes(work)
    if not rows:
        return [CodeRow(0, 0, active=True, used=False, draft=draft) for draft in _preset(work)]
    used = used_codes(work, [row.code for row in rows])
    return [_row(row, used=row.code in used) for row in rows]


@needs(Permission.VIEW_INVOICES)
def code(work: Work, code_id: int) -> CodeRow:
    """One stored code. Raises NotFound."""
    row = work.session.exec(select(VatCode).where(VatCode.id == code_id)).first()
    if row is None:
        raise NotFound(_("The VAT code"))
    return _row(row, used=bool(used_codes(work, [row.code])))


@needs(Permission.VIEW_INVOICES)
def is_set_up(work: Work) -> bool:
    """Whether the company has stored codes of its own."""
    return work.session.exec(select(col(VatCode.id)).limit(1)).first() is not None


@needs(Permission.VIEW_INVOICES)
def categories(work: Work) -> dict[str, VatDraft]:
    """Every code of the company by what it is called, those put aside too: old invoices bear them."""
    rows = stored_codes(work)
    drafts = [draft_of(row) for row in rows] if rows else _preset(work)
    return {draft.code: draft for draft in drafts}


@needs(Permission.VIEW_INVOICES)
def vat_code_for(work: Work, handling: str) -> VatDraft:
    """The code whose lines a VAT handling starts with. Raises NothingStartsWith.

    `handling` is a value of the invoicing option: ordinary, reverse-charge, export or exempt.
    """
    rows = [draft_of(row) for row in stored_codes(work) if row.active]
    for draft in rows if is_set_up(work) else _preset(work):
        if draft.handling == handling:
            return draft
    raise NothingStartsWith(HANDLINGS.get(handling, handling))


@needs(Permission.VIEW_INVOICES)
def codes_of_rate(work: Work, percent: Decimal) -> list[VatDraft]:
    """The codes in use that have a rate, in percent. Of 0 % there are several, for different reasons."""
    rows = stored_codes(work)
    drafts = [draft_of(row) for row in rows if row.active] if rows else _preset(work)
    return [draft for draft in drafts if draft.percent == percent]


@needs(Permission.VIEW_INVOICES)
def unknown_codes(work: Work) -> list[UnknownCode]:
    """Codes that invoices bear and the list lacks, at most twenty."""
    known = set(categories(work))
    bearing = select(col(InvoiceVat.vat_code), col(InvoiceVat.vat_percent)).distinct()
    found = sorted(work.session.exec(bearing).all())
    return [UnknownCode(*each) for each in found if each[0] not in known][:MOST_UNKNOWN]


@needs(Permission.VIEW_INVOICES)
def countrys_codes(work: Work, country: str) -> list[tuple[VatDraft, bool]]:
    """The codes of a country's preset, and whether each is in the list already: a preview.

    A VAT handling that has a code keeps it.
    """
    rows = stored_codes(work)
    taken, handled = {row.code for row in rows}, {row.handling for row in rows}
    return [
        (replace(draft, handling="") if draft.handling in handled else draft, draft.code in taken)
        for draft in preset_of(country)
    ]


@needs(Permission.VIEW_INVOICES)
def home_country(work: Work) -> str:
    """The company's own country."""
    query = select(Company.country).where(Company.id == work.company_id)
    return work.session.exec(query).first() or "NO"


def _preset(work: Work) -> list[VatDraft]:
    return list(preset_of(home_country(work)))


def _row(row: VatCode, *, used: bool) -> CodeRow:
    return CodeRow(row.key, row.version, row.active, used, draft_of(row))
