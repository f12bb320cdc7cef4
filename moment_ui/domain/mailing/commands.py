"""Making mailing lists and picking people by hand; each act is in the audit log."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock, fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.mailing.errors import ListChanged, ListNameTaken
from moment_ui.models.contact import Contact
from moment_ui.models.mailing import MailingList, MailingListContact, MailingListTag
from moment_ui.models.tag import Tag

NAME_LENGTH = 100
TOPIC = "mailing"


@dataclass(frozen=True, slots=True)
class ListFilter:
    """What a list takes: its filter as an address, and the tags that stand in it."""

    query: str = ""
    tag_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RemovedList:
    """A list that was removed: what `restore_list` takes. `picked`: contact ids, and whether out."""

    name: str
    filter: ListFilter
    needs_consent: bool
    picked: tuple[tuple[int, bool], ...]


@needs(Permission.USE_MAILING_LISTS)
def create_list(
    work: Work, name: str, wanted: ListFilter | None = None, *, needs_consent: bool = True
) -> int:
    """A new list; returns its id. Raises Invalid, ListNameTaken."""
    now, wanted = clock.now(), wanted or ListFilter()
    row = MailingList(
        name=_free_name(work, name),
        query=wanted.query,
        needs_consent=needs_consent,
        created_by=work.actor.name,
        created_at=now,
        updated_at=now,
    )
    work.session.add(row)
    work.session.flush()
    _set_tags(work, row.key, wanted.tag_ids)
    _tell(work, "create_mailing_list", row)
    return row.key


@needs(Permission.USE_MAILING_LISTS)
def edit_list(work: Work, list_id: int, name: str, *, needs_consent: bool, version: int) -> None:
    """Rename a list, and say whether it needs consent. Raises NotFound, ListChanged, Invalid."""
    row = _locked(work, list_id)
    _check_version(row, version)
    before = {"name": row.name, "needs_consent": row.needs_consent}
    row.name = _free_name(work, name, but=row.key)
    row.needs_consent = needs_consent
    after = {"name": row.name, "needs_consent": row.needs_consent}
    if changes := differences(before, after):
        _touch(row)
        record(work, "edit_mailing_list", row, row.name, changes)
        work.emit(TOPIC)


@needs(Permission.USE_MAILING_LISTS)
def set_filter(work: Work, list_id: int, wanted: ListFilter, version: int) -> ListFilter:
    """Give a list another filter; returns the one before. Raises NotFound, ListChanged."""
    row = _locked(work, list_id)
    _check_version(row, version)
    before = ListFilter(row.query, tuple(_tags_of(work, row.key)))
    if before.query != wanted.query:
        row.query = wanted.query
        _set_tags(work, row.key, wanted.tag_ids)
        _touch(row)
        changes = {"filter": (before.query, wanted.query)}
        record(work, "filter_mailing_list", row, row.name, changes)
        work.emit(TOPIC)
    return before


@needs(Permission.USE_MAILING_LISTS)
def duplicate_list(work: Work, list_id: int) -> int:
    """A second list like this one, people picked by hand included; returns its id."""
    row = _locked(work, list_id)
    names = set(work.session.exec(select(MailingList.name)))
    copy = _("{name}, copy").format(name=row.name[: NAME_LENGTH - 12])
    name = next(
        text for text in (copy, *(f"{copy} {n}" for n in range(2, 1000))) if text not in names
    )
    wanted = ListFilter(row.query, tuple(_tags_of(work, row.key)))
    new = create_list(work, name, wanted, needs_consent=row.needs_consent)
    for picked in _picked(work, list_id):
        _add_pick(work, new, picked.contact_id, excluded=picked.excluded)
    return new


@needs(Permission.USE_MAILING_LISTS)
def remove_list(work: Work, list_id: int) -> RemovedList:
    """Remove a list; returns what `restore_list` takes. Raises NotFound."""
    row = _locked(work, list_id)
    removed = RemovedList(
        row.name,
        ListFilter(row.query, tuple(_tags_of(work, row.key))),
        row.needs_consent,
        tuple((picked.contact_id, picked.excluded) for picked in _picked(work, list_id)),
    )
    _tell(work, "remove_mailing_list", row)
    work.session.delete(row)
    return removed


@needs(Permission.USE_MAILING_LISTS)
def restore_list(work: Work, removed: RemovedList) -> int:
    """Bring a removed list back; returns its new id. Raises ListNameTaken.

    People and tags that are gone meanwhile are left out.
    """
    new = create_list(work, removed.name, removed.filter, needs_consent=removed.needs_consent)
    ids = [contact_id for contact_id, _out in removed.picked]
    there = set(work.session.exec(select(Contact.id).where(col(Contact.id).in_(ids))))
    for contact_id, excluded in removed.picked:
        if contact_id in there:
            _add_pick(work, new, contact_id, excluded=excluded)
    return new


@needs(Permission.USE_MAILING_LISTS)
def pick(work: Work, list_id: int, contact_ids: Sequence[int], *, excluded: bool) -> int:
    """Add contacts to a list by hand, or keep them out of it; returns how many changed.

    Raises NotFound, for a contact that is not there too.
    """
    row = _locked(work, list_id)
    people = locked_rows(work, Contact, contact_ids, _("A contact"))
    known = {picked.contact_id: picked for picked in _picked(work, list_id)}
    changed = [person for person in people if _pick_one(work, row, person, known, out=excluded)]
    if changed:
        action = "keep_out_of_list" if excluded else "add_to_list"
        names = ", ".join(person.name for person in changed[:5])
        record(work, action, row, row.name, {"contacts": ("", f"{len(changed)}: {names}")})
        work.emit(TOPIC)
    return len(changed)


@needs(Permission.USE_MAILING_LISTS)
def unpick(work: Work, list_id: int, contact_ids: Sequence[int]) -> int:
    """Leave contacts to the filter again; returns how many had been picked. Raises NotFound."""
    row = _locked(work, list_id)
    wanted = set(contact_ids)
    picked = [one for one in _picked(work, list_id) if one.contact_id in wanted]
    for one in picked:
        work.session.delete(one)
    if picked:
        record(work, "leave_to_filter", row, row.name, {"contacts": (str(len(picked)), "")})
        work.emit(TOPIC)
    return len(picked)


@needs(Permission.USE_MAILING_LISTS)
def note_copy(work: Work, list_id: int, count: int) -> None:
    """Note in the audit log that somebody took the addresses of a list. Raises NotFound."""
    row = _locked(work, list_id)
    record(work, "copy_addresses", row, f"{row.name}, {count}")
    work.leave_figures()


def _pick_one(
    work: Work,
    row: MailingList,
    person: Contact,
    known: dict[int, MailingListContact],
    *,
    out: bool,
) -> bool:
    picked = known.get(person.key)
    if picked is None:
        _add_pick(work, row.key, person.key, excluded=out)
        return True
    changed, picked.excluded = picked.excluded != out, out
    return changed


def _add_pick(work: Work, list_id: int, contact_id: int, *, excluded: bool) -> None:
    work.session.add(MailingListContact(list_id=list_id, contact_id=contact_id, excluded=excluded))


def _picked(work: Work, list_id: int) -> list[MailingListContact]:
    query = select(MailingListContact).where(MailingListContact.list_id == list_id)
    return list(work.session.exec(query.order_by(col(MailingListContact.id))))


def _tags_of(work: Work, list_id: int) -> list[int]:
    query = select(MailingListTag.tag_id).where(MailingListTag.list_id == list_id)
    return sorted(work.session.exec(query))


def _set_tags(work: Work, list_id: int, tag_ids: Sequence[int]) -> None:
    for row in work.session.exec(select(MailingListTag).where(MailingListTag.list_id == list_id)):
        work.session.delete(row)
    work.session.flush()
    there = set(work.session.exec(select(Tag.id).where(col(Tag.id).in_(list(tag_ids)))))
    for tag_id in sorted(set(tag_ids) & there):
        work.session.add(MailingListTag(list_id=list_id, tag_id=tag_id))


def _locked(work: Work, list_id: int) -> MailingList:
    query = select(MailingList).where(MailingList.id == list_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The mailing list"))
    return row


def _check_version(row: MailingList, version: int) -> None:
    if row.version != version:
        raise ListChanged(row.name)


def _touch(row: MailingList) -> None:
    row.version += 1
    row.updated_at = clock.now()


def _free_name(work: Work, name: str, *, but: int | None = None) -> str:
    try:
        plain = fields.required_line(name, NAME_LENGTH)
    except fields.Unfit as unfit:
        raise Invalid(name=unfit.message) from None
    holder = work.session.exec(select(MailingList.id).where(MailingList.name == plain)).first()
    if holder is not None and holder != but:
        raise ListNameTaken(plain)
    return plain


def _tell(work: Work, action: str, row: MailingList) -> None:
    record(work, action, row, row.name)
    work.emit(TOPIC)
