"""Mailing lists in the reader's language, and their filters as addresses of the report."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from moment_ui.core.actor import Permission
from moment_ui.core.selection import FilterValue
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.mailing import listing
from moment_ui.domain.mailing.candidates import VIEW
from moment_ui.domain.mailing.commands import ListFilter, note_copy
from moment_ui.domain.mailing.listing import MailingRow, within
from moment_ui.domain.mailing.queries import ListRecord, hand_picked, mailing_list, mailing_lists
from moment_ui.domain.mailing.rules import Standing
from moment_ui.reports.address import ReportAddress, parse
from moment_ui.reports.chips import filter_words, names_of
from moment_ui.reports.contacts.mailing import MAILING
from moment_ui.reports.customers.customer_page import writer_for
from moment_ui.reports.report import Report
from moment_ui.reports.run import rows_of, selection_of

TAG_FILTERS = ("customer_tags", "contact_tags")
PICKED_SHOWN = 6
GONE = 2**31 - 1
"""Stands in a filter for tags that were removed: it finds nobody, so the list does not grow."""


@dataclass
class PickedLine:
    """A contact added by hand, or kept out."""

    contact_id: int = 0
    name: str = ""
    excluded: bool = False


@dataclass
class ListLine:
    """A mailing list among the others."""

    id: int = 0
    name: str = ""
    members: str = ""
    left_out: str = ""
    filter: str = ""
    consent: str = ""
    changed: str = ""


@dataclass
class ListHead:
    """What stands above a list's addresses."""

    id: int = 0
    name: str = ""
    query: str = ""
    needs_consent: bool = True
    version: int = 0
    picked: list[PickedLine] = field(default_factory=list[PickedLine])
    picked_more: str = ""


def list_lines(work: Work) -> list[ListLine]:
    """Every list by name, with how many are members and how many are left out."""
    return [_line(work, one) for one in mailing_lists(work)]


def list_head(work: Work, list_id: int) -> ListHead:
    """One list's head. Raises NotFound, NotPermitted."""
    one = mailing_list(work, list_id)
    by_hand = hand_picked(work, list_id)
    more = len(by_hand) - PICKED_SHOWN
    return ListHead(
        one.id,
        one.name,
        saved_filter(one).query(),
        one.needs_consent,
        one.version,
        [PickedLine(who.contact_id, who.name, who.excluded) for who in by_hand[:PICKED_SHOWN]],
        _("and {count} more by hand").format(count=more) if more > 0 else "",
    )


def saved_filter(one: ListRecord) -> ReportAddress:
    """A list's filter as an address; tags that are gone find nobody."""
    kept = asking_for(parse(one.query, MAILING))
    return replace(
        kept, filters=tuple((key, _tags(key, value, one)) for key, value in kept.filters)
    )


def asking_for(address: ReportAddress) -> ReportAddress:
    """What an address says about who is in the list, and nothing of how it is shown."""
    return ReportAddress(
        filters=tuple((key, value) for key, value in address.filters if key not in VIEW)
    )


def filter_of(address: ReportAddress) -> ListFilter:
    """The filter that an address says, as it is saved."""
    wanted = asking_for(address)
    tags = {tag for key in TAG_FILTERS for tag in _numbers(wanted.value(key))} - {GONE}
    return ListFilter(wanted.query(), tuple(sorted(tags)))


@needs(Permission.USE_MAILING_LISTS)
def take_addresses(work: Work, list_id: int, query: str) -> list[str]:
    """The members' addresses under the filter of an address, by name; noted in the audit log."""
    report = MAILING.fixed_to(mailing_list=(list_id,), standing=(Standing.MEMBER.value,))
    address = asking_for(parse(query, report))
    found = [row.email for row in rows_of(work, report, address)]
    note_copy(work, list_id, len(found))
    return found


def standing_counts(work: Work, list_id: int, address: ReportAddress) -> tuple[int, int]:
    """How many are members, and how many are left out, under the filter of an address."""
    report = MAILING.fixed_to(mailing_list=(list_id,))
    counts = listing.standing_counts(work, selection_of(work, report, asking_for(address)))
    members = counts[Standing.MEMBER]
    return members, counts.total() - members


def contacts_of(
    work: Work, report: Report[MailingRow], address: ReportAddress, ids: Sequence[int]
) -> list[int]:
    """The contacts behind rows of a list, each once."""
    rows = within(work, selection_of(work, report, address), ids)
    return sorted({row.contact_id for row in rows})


def _line(work: Work, one: ListRecord) -> ListLine:
    write, address = writer_for(work), saved_filter(one)
    members, left_out = standing_counts(work, one.id, address)
    words = filter_words(MAILING, address, write, names_of(work, MAILING, address))
    when = write.instant(one.updated_at)
    return ListLine(
        id=one.id,
        name=one.name,
        members=write.number(members, 0),
        left_out=write.number(left_out, 0),
        filter="; ".join(words) or _("Everybody in a customer"),
        consent=_("Only with consent") if one.needs_consent else _("Consent not asked for"),
        changed=", ".join(filter(None, (when, one.created_by))),
    )


def _tags(key: str, value: FilterValue, one: ListRecord) -> FilterValue:
    if key not in TAG_FILTERS:
        return value
    return tuple(tag for tag in _numbers(value) if tag in one.tag_ids) or (GONE,)


def _numbers(value: FilterValue | None) -> list[int]:
    return [int(item) for item in value] if isinstance(value, tuple) else []
