"""Naming the company's price lists, choosing the standard, putting them aside.

Lists are never deleted: hours were billed by their rates.
"""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.rates.errors import ListChanged, ListNameTaken, ListPutAside, StandardList
from moment_ui.domain.sharing.rates import tell_rates
from moment_ui.models.rates import PriceList


@dataclass(frozen=True, slots=True)
class Renamed:
    """A list that got another name; `undone` leads back."""

    list_id: int
    before: str
    after: str

    @property
    def undone(self) -> "Renamed":
        """The change that takes this one back."""
        return Renamed(self.list_id, self.after, self.before)


@needs(Permission.SETUP_INVOICING)
def rename_list(work: Work, change: Renamed) -> Renamed:
    """Give a list of the company's another name; returns the change that was made.

    Raises NotFound, ListNameTaken, and ListChanged when it is not called `before` any more.
    """
    rows = _locked(work)
    row = rows.get(change.list_id)
    if row is None:
        raise NotFound(_("The price list"))
    if row.name != change.before:
        raise ListChanged(row.name)
    check_free(list(rows.values()), change.after, except_id=row.key)
    row.name = change.after
    record(work, "rename_price_list", row, row.name, {"name": (change.before, change.after)})
    tell_rates(work)
    return change


@needs(Permission.SETUP_INVOICING)
def set_list_active(work: Work, list_id: int, *, active: bool) -> str:
    """Offer a list, or put it aside: what has chosen it keeps it. Returns its name.

    Raises NotFound, and StandardList: that one holds for everybody else.
    """
    row = _locked(work).get(list_id)
    if row is None:
        raise NotFound(_("The price list"))
    if row.standard and not active:
        raise StandardList(row.name)
    if row.active != active:
        words = {True: _("offered"), False: _("put aside")}
        row.active = active
        changes = {"active": (words[not active], words[active])}
        record(work, "set_price_list_active", row, row.name, changes)
        tell_rates(work)
    return row.name


@needs(Permission.SETUP_INVOICING)
def make_standard(work: Work, list_id: int) -> int:
    """Let a list of the company's hold for customers without an own one; returns the one before, or 0.

    Raises NotFound, ListPutAside.
    """
    rows = _locked(work)
    wanted = rows.get(list_id)
    if wanted is None:
        raise NotFound(_("The price list"))
    if not wanted.active:
        raise ListPutAside(wanted.name)
    before = next((key for key, row in rows.items() if row.standard), 0)
    for row in rows.values():
        row.standard = row.id == list_id
        if row.standard:
            record(work, "make_standard", row, row.name)
    tell_rates(work)
    return before


def check_free(rows: list[PriceList], name: str, *, except_id: int | None = None) -> None:
    """Raises ListNameTaken when another of the lists is called so."""
    taken = {row.name.casefold() for row in rows if row.id != except_id}
    if name.casefold() in taken:
        raise ListNameTaken(name)


def _locked(work: Work) -> dict[int, PriceList]:
    """The company's own lists by id, locked in that order."""
    query = (
        select(PriceList).where(col(PriceList.customer_id).is_(None)).order_by(col(PriceList.id))
    )
    return {row.key: row for row in work.session.exec(query.with_for_update())}
