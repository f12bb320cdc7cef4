"""An existing structure of partner companies from a file: checked whole first, then carried out.

A row says that a company is in a group, and by which of its customers it keeps one of the others. Only
companies that the reader sets up are changed; the others are asked, and answer for themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from sqlmodel import col, select

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.access.administrators import administered
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.access.queries import member
from moment_ui.domain.partners import answering, asking, attaching, membership
from moment_ui.domain.partners.commands import choose_shared
from moment_ui.domain.partners.group import find_group, settings_of
from moment_ui.domain.partners.queries import requests
from moment_ui.domain.partners.rules import FLAGS
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.partner import MemberState


@dataclass(frozen=True, slots=True)
class StructureRow:
    """One row of the file. `customer` is a number or an org number; `shares` None leaves them alone."""

    number: int
    group: str
    slug: str
    main: bool = False
    partner: str = ""
    customer: str = ""
    shares: frozenset[str] | None = None
    problems: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Finding:
    """What the check says of a row: `field` is "" for what will be done, else what is wrong there."""

    row: int
    field: str
    text: str
    refused: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A company of the file: its id, and whether the reader sets it up."""

    company_id: int
    name: str
    ours: bool


@needs(Permission.SETUP_PARTNERS)
def checked_structure(work: Work, rows: Sequence[StructureRow]) -> list[Finding]:
    """What carrying the file out would do, and what is wrong, row by row. Writes nothing."""
    places = _places(work, rows)
    findings: list[Finding] = []
    for row in rows:
        wrong = row.problems | _wrong(row, rows, places)
        place = places.get(row.slug)
        if place is not None and not wrong:
            wrong = _wrong_there(work, row, place, places)
        findings += [Finding(row.number, key, text, refused=True) for key, text in wrong.items()]
        if place is not None and not wrong:
            findings.append(Finding(row.number, "", _will(row, place, places)))
    return findings


@before_log_in(
    "acts as the reader in each company where the reader sets partners up, and nowhere else"
)
def carry_out(actor: Actor, rows: Sequence[StructureRow]) -> int:
    """Do what `checked_structure` told; returns how many companies were changed or asked.

    Each company is a transaction of its own, and what is there already is left: after an error the
    same file can be carried out again. Raises the errors of the acts.
    """
    with reading(actor) as work:
        if any(found.refused for found in checked_structure(work, rows)):
            return 0
        places = _places(work, rows)
    actors = {slug: _there(actor, place) for slug, place in places.items() if place.ours}
    for main in [row for row in rows if row.main]:
        group = [row for row in rows if row.group == main.group]
        _begin(actors[main.slug], main, sorted({row.slug for row in group} - {main.slug}), places)
        for slug in dict.fromkeys(row.slug for row in group):
            theirs = actors.get(slug)
            if theirs is not None:
                _set_up(
                    theirs, places[main.slug], [row for row in group if row.slug == slug], places
                )
    return len(places)


def _begin(
    actor: Actor, main: StructureRow, slugs: Iterable[str], places: dict[str, _Place]
) -> None:
    """The main company asks everybody who is not in its group yet."""
    with writing(actor) as work:
        membership.switch_on(work)
        held = find_group(work)
        for slug in slugs:
            row = held.members.get(places[slug].company_id) if held else None
            if row is None or row.state is MemberState.LEFT:
                asking.ask(work, slug, main.group)
                held = find_group(work)


def _set_up(
    actor: Actor, main: _Place, rows: Sequence[StructureRow], places: dict[str, _Place]
) -> None:
    """One company of the reader's: confirmed, with what it shares and its customers for the others."""
    with writing(actor) as work:
        membership.switch_on(work)
        for request in requests(work):
            held = find_group(work)
            if held is None and request.company_id == main.company_id:
                answering.confirm(work, request.group_id, request.version)
        shares = next((row.shares for row in rows if row.shares is not None), None)
        settings = settings_of(work)
        if shares is not None and settings is not None:
            choose_shared(work, shares, settings.version)
        for row in rows:
            if row.partner and row.customer:
                [customer] = _customers(work, row.customer)
                attaching.attach(work, places[row.partner].company_id, customer.key)


def _there(actor: Actor, place: _Place) -> Actor:
    """The reader as an actor of that company, with what the role permits there."""
    found = member(actor.user_id, place.company_id)
    return found or replace(actor, company_id=place.company_id, permissions=frozenset())


def _places(work: Work, rows: Sequence[StructureRow]) -> dict[str, _Place]:
    slugs = {row.slug for row in rows} | {row.partner for row in rows}
    mine = administered(work)
    query = select(Company).where(col(Company.slug).in_(sorted(slugs)))
    return {
        company.slug: _Place(company.id or 0, company.name, (company.id or 0) in mine)
        for company in work.session.exec(query)
    }


def _wrong(
    row: StructureRow, rows: Sequence[StructureRow], places: dict[str, _Place]
) -> dict[str, str]:
    """What is wrong with a row by the file alone."""
    wrong: dict[str, str] = {}
    same = [other for other in rows if other.group == row.group]
    mains = {other.slug for other in same if other.main}
    groups = {other.group for other in rows if other.slug == row.slug}
    if len(mains) != 1:
        wrong["role"] = _("A group has one main company; the file names {count}.").format(
            count=len(mains)
        )
    elif not places.get(next(iter(mains)), _Place(0, "", ours=False)).ours:
        wrong["role"] = _(
            "You do not set the main company up: let its administrator bring the file."
        )
    if row.slug not in places:
        wrong["slug"] = _("No company has this database name.")
    elif len(groups) > 1:
        wrong["slug"] = _("A company is in one group; the file puts it in several.")
    if row.partner and row.partner not in {other.slug for other in same}:
        wrong["partner"] = _("The file does not name this company in the group.")
    elif row.partner == row.slug:
        wrong["partner"] = _("A company is no partner of itself.")
    if row.customer and not row.partner:
        wrong["partner"] = _("Say which partner the customer stands for.")
    return wrong


def _wrong_there(
    work: Work, row: StructureRow, place: _Place, places: dict[str, _Place]
) -> dict[str, str]:
    """What is wrong with a row by how things stand."""
    held = find_group(work) if place.company_id == work.company_id else None
    group_id = held.group.id or 0 if held else _group_of_main(work, row, places)
    if asking.in_another_group(work, place.company_id, group_id):
        return {"slug": _("The company is in another group. It has to leave that one first.")}
    if row.customer and place.ours:
        actor = _there(work.actor, place)
        with reading(actor) as there:
            found = len(_customers(there, row.customer))
        if found != 1:
            none = _("No customer there has this number or org number.")
            return {"customer": none if not found else _("Several customers there have it.")}
    return {}


def _group_of_main(work: Work, row: StructureRow, places: dict[str, _Place]) -> int:
    """The group that the reader's companies of the file are in already, 0 without one."""
    for place in places.values():
        if place.ours:
            with reading(_there(work.actor, place)) as there:
                held = find_group(there)
                if held is not None and held.group.name == row.group:
                    return held.group.id or 0
    return 0


def _customers(work: Work, written: str) -> list[Customer]:
    digits = written.replace(" ", "")
    by_number = col(Customer.org_number) == digits
    if digits.isdecimal() and len(digits) < 9:
        by_number = by_number | (col(Customer.number) == int(digits))
    query = select(Customer).where(by_number, col(Customer.merged_into_id).is_(None))
    return list(work.session.exec(query.limit(2)))


def _will(row: StructureRow, place: _Place, places: dict[str, _Place]) -> str:
    """What will be done, in words."""
    if not place.ours:
        return _("{company} is asked; it confirms and attaches itself.").format(company=place.name)
    done = [_("main company") if row.main else _("in the group")]
    if row.partner and row.customer:
        partner = places[row.partner].name
        done.append(_("{number} stands for {partner}").format(number=row.customer, partner=partner))
    if row.shares is not None:
        named = ", ".join(flag for flag in FLAGS if flag in row.shares) or _("nothing")
        done.append(_("shares {what}").format(what=named))
    return f"{place.name}: {'; '.join(done)}"
