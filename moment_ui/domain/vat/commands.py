"""Writing VAT codes. What invoices bear is never changed under them."""

from dataclasses import asdict, replace

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.vat.errors import CodeChanged, CodeTaken, CodeUsed, StartsLines, StillUsed
from moment_ui.domain.vat.presets import PRESETS, preset_of
from moment_ui.domain.vat.queries import home_country
from moment_ui.domain.vat.rows import draft_of, stored_codes
from moment_ui.domain.vat.rules import HANDLINGS, VatDraft
from moment_ui.domain.vat.usage import used_codes
from moment_ui.models.company import Company
from moment_ui.models.vat import VatCode

NO_FIELDS: dict[str, str] = {}
FIXED = ("code", "percent", "category")
"""What cannot change once an invoice bears the code."""


@needs(Permission.SETUP_INVOICING)
def add_code(work: Work, draft: VatDraft) -> int:
    """Add a code at the end of the list; returns its id. Raises CodeTaken.

    It takes over the VAT handling that another code had. The first of a company is added to its
    country's, which held until then.
    """
    _lock(work)
    if not stored_codes(work):
        _install(work, home_country(work))
    _check_free(work, draft.code)
    _take_handling(work, draft.handling)
    row = _stored(work, draft, position=_end(work))
    _record(work, "add_vat_code", row, NO_FIELDS)
    return row.key


@needs(Permission.SETUP_INVOICING)
def edit_code(work: Work, code_id: int, version: int, draft: VatDraft) -> None:
    """Change a code; it takes over the VAT handling that another had.

    Raises NotFound, CodeChanged when it is not at `version` any more, CodeTaken, and CodeUsed for
    what invoices that bear it say: its name, rate and category.
    """
    _lock(work)
    row = _locked(work, code_id)
    if row.version != version:
        raise CodeChanged(row.code)
    before, values = _texts(row), asdict(draft)
    if draft.code != row.code:
        _check_free(work, draft.code)
    for field in FIXED:
        if values[field] != getattr(row, field) and used_codes(work, [row.code]):
            raise CodeUsed(field)
    if draft.handling != row.handling:
        if row.handling and not draft.handling:
            raise StartsLines(row.code, HANDLINGS[row.handling])
        _take_handling(work, draft.handling)
    for key, value in values.items():
        setattr(row, key, value)
    row.version += 1
    _record(work, "edit_vat_code", row, before)


@needs(Permission.SETUP_INVOICING)
def set_code_active(work: Work, code_id: int, *, active: bool) -> str:
    """Offer a code in choices, or no longer; returns what it is called.

    Lines that bear it keep it. Raises NotFound, and StartsLines for one that a VAT handling needs.
    """
    _lock(work)
    row = _locked(work, code_id)
    if not active and row.handling:
        raise StartsLines(row.code, HANDLINGS[row.handling])
    before = _texts(row)
    if row.active != active:
        row.active = active
        row.version += 1
        _record(work, "set_vat_code_active", row, before)
    return f"{row.code} {row.name}"


@needs(Permission.SETUP_INVOICING)
def remove_code(work: Work, code_id: int) -> None:
    """Remove a code that nothing bears: the undo of adding it. Raises NotFound, StillUsed."""
    _lock(work)
    row = _locked(work, code_id)
    if used_codes(work, [row.code]):
        raise StillUsed(row.code)
    _remove(work, row)


@needs(Permission.SETUP_INVOICING)
def install_codes(work: Work, country: str) -> list[int]:
    """Add the codes of a country's preset that are not there; returns their ids.

    A VAT handling that has a code already keeps it. Raises NotFound for a country without one.
    """
    if country not in PRESETS:
        raise NotFound(_("The set of VAT codes"))
    _lock(work)
    return _install(work, country)


@needs(Permission.SETUP_INVOICING)
def remove_codes(work: Work, code_ids: list[int]) -> int:
    """Remove codes that nothing bears: the undo of installing a preset; returns how many went."""
    _lock(work)
    rows = work.session.exec(select(VatCode).where(col(VatCode.id).in_(code_ids))).all()
    used = used_codes(work, [row.code for row in rows])
    going = [row for row in rows if row.code not in used]
    for row in going:
        _remove(work, row)
    return len(going)


def _install(work: Work, country: str) -> list[int]:
    present = stored_codes(work)
    taken, handled = {row.code for row in present}, {row.handling for row in present}
    missing = [draft for draft in preset_of(country) if draft.code not in taken]
    added = [
        _stored(work, replace(draft, handling=""), position=_end(work))
        if draft.handling in handled
        else _stored(work, draft, position=_end(work))
        for draft in missing
    ]
    if added:
        names = ", ".join(row.code for row in added)
        record(work, "install_vat_codes", ("vat_code", None), f"{country}: {names}")
        work.emit("vat")
    return [row.key for row in added]


def _remove(work: Work, row: VatCode) -> None:
    texts = _texts(row)
    changes = differences(texts, dict.fromkeys(texts, ""))
    record(work, "remove_vat_code", row, f"{row.code} {row.name}", changes)
    work.session.delete(row)
    work.emit("vat")


def _stored(work: Work, draft: VatDraft, *, position: int) -> VatCode:
    row = VatCode(**asdict(draft), position=position)
    work.session.add(row)
    work.session.flush()
    return row


def _take_handling(work: Work, handling: str) -> None:
    """Leave the handling to somebody else: one code starts its lines."""
    if not handling:
        return
    for row in work.session.exec(select(VatCode).where(VatCode.handling == handling)).all():
        before = _texts(row)
        row.handling = ""
        row.version += 1
        _record(work, "edit_vat_code", row, before)


def _lock(work: Work) -> None:
    """One at a time: a code that is not there yet cannot be locked itself."""
    query = select(Company).where(Company.id == work.company_id).with_for_update()
    work.session.exec(query).first()


def _locked(work: Work, code_id: int) -> VatCode:
    query = select(VatCode).where(VatCode.id == code_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The VAT code"))
    return row


def _end(work: Work) -> int:
    query = select(VatCode.position).order_by(col(VatCode.position).desc()).limit(1)
    last = work.session.exec(query).first()
    return 0 if last is None else last + 1


def _check_free(work: Work, code: str) -> None:
    holder = work.session.exec(select(VatCode.name).where(VatCode.code == code)).first()
    if holder is not None:
        raise CodeTaken(holder)


def _texts(row: VatCode) -> dict[str, str]:
    texts = {name: str(value) for name, value in asdict(draft_of(row)).items()}
    return texts | {"active": "yes" if row.active else "no"}


def _record(work: Work, action: str, row: VatCode, before: dict[str, str]) -> None:
    after = _texts(row)
    changes = differences(before or dict.fromkeys(after, ""), after)
    record(work, action, row, f"{row.code} {row.name}", changes)
    work.emit("vat")
