"""Writing bookkeeping accounts. They are never deleted: what was booked on them stays readable."""

from dataclasses import asdict

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.bookkeeping.errors import AccountChanged, AccountChosen, AccountNumberTaken
from moment_ui.domain.bookkeeping.queries import times_chosen
from moment_ui.domain.bookkeeping.rules import STARTER_SETS, AccountDraft
from moment_ui.models.company import Company
from moment_ui.models.invoicing import BookkeepingAccount

NO_FIELDS: dict[str, str] = {}


@needs(Permission.SETUP_INVOICING)
def add_account(work: Work, draft: AccountDraft) -> int:
    """Add an account; returns its id. Raises AccountNumberTaken."""
    _lock(work)
    _check_free(work, draft.number)
    row = BookkeepingAccount(**asdict(draft))
    work.session.add(row)
    work.session.flush()
    _record(work, "add_account", row, NO_FIELDS)
    return row.key


@needs(Permission.SETUP_INVOICING)
def edit_account(work: Work, account_id: int, version: int, draft: AccountDraft) -> None:
    """Change an account; options that choose it follow.

    Raises NotFound, AccountNumberTaken, AccountChosen for another kind while options choose it, and
    AccountChanged when it is not at `version` any more.
    """
    _lock(work)
    row = _locked(work, account_id)
    if row.version != version:
        raise AccountChanged(row.name)
    if draft.number != row.number:
        _check_free(work, draft.number)
    if draft.kind != row.kind and (chosen := times_chosen(work, account_id)):
        raise AccountChosen(chosen)
    before = _texts(row)
    for key, value in asdict(draft).items():
        setattr(row, key, value)
    row.version += 1
    _record(work, "edit_account", row, before)


@needs(Permission.SETUP_INVOICING)
def set_account_active(work: Work, account_id: int, *, active: bool) -> str:
    """Offer an account in choices, or no longer; returns its name. Raises NotFound.

    Options that have chosen it keep it.
    """
    row = _locked(work, account_id)
    before = _texts(row)
    if row.active != active:
        row.active = active
        row.version += 1
        _record(work, "set_account_active", row, before)
    return f"{row.number} {row.name}"


@needs(Permission.SETUP_INVOICING)
def add_starter_accounts(work: Work, country: str) -> int:
    """Add the accounts of a country's starter set that are not there; returns how many were added.

    Raises NotFound for a country without one.
    """
    if country not in STARTER_SETS:
        raise NotFound(_("The set of accounts"))
    _lock(work)
    taken = set(work.session.exec(select(BookkeepingAccount.number)))
    missing = [draft for draft in STARTER_SETS[country] if draft.number not in taken]
    work.session.add_all(BookkeepingAccount(**asdict(draft)) for draft in missing)
    work.session.flush()
    numbers = ", ".join(draft.number for draft in missing)
    if missing:
        record(work, "add_starter_accounts", ("bookkeeping_account", None), f"{country}: {numbers}")
        work.emit("invoicing")
    return len(missing)


def _lock(work: Work) -> None:
    """One at a time: a number that is not there yet cannot be locked itself."""
    query = select(Company).where(Company.id == work.company_id).with_for_update()
    work.session.exec(query).first()


def _locked(work: Work, account_id: int) -> BookkeepingAccount:
    query = select(BookkeepingAccount).where(BookkeepingAccount.id == account_id)
    row = work.session.exec(query.with_for_update()).first()
    if row is None:
        raise NotFound(_("The account"))
    return row


def _check_free(work: Work, number: str) -> None:
    query = select(BookkeepingAccount.name).where(BookkeepingAccount.number == number)
    holder = work.session.exec(query).first()
    if holder is not None:
        raise AccountNumberTaken(holder)


def _texts(row: BookkeepingAccount) -> dict[str, str]:
    names = ("number", "name", "kind", "vat_code", "peppol_vat_code")
    texts = {name: str(getattr(row, name)) for name in names}
    return texts | {"active": "yes" if row.active else "no"}


def _record(work: Work, action: str, row: BookkeepingAccount, before: dict[str, str]) -> None:
    after = _texts(row)
    changes = differences(before or dict.fromkeys(after, ""), after)
    record(work, action, row, f"{row.number} {row.name}", changes)
    work.emit("invoicing")
