"""Number series in a group: own or inherited per kind, and which numbers two sides have both given."""

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.db.group_scope import acting_for
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.numbering.inheriting import after_own, drawn_from, inherits, main_company
from moment_ui.domain.numbering.rows import find_row, locked_row, new_row
from moment_ui.domain.numbering.used import highest, names_of, used_from
from moment_ui.domain.partners.errors import NoGroup
from moment_ui.domain.partners.group import companies, find_group, hold_enabled, name_of
from moment_ui.domain.partners.telling import wake
from moment_ui.models.numbering import NumberSeries, SeriesKind

SHOWN = 20
AT_ONCE = 1000
INVOICE_KEY = "inherit-invoice-series"
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class SeriesChoice:
    """One series of the company: its own range, whose the next number is, and which it would be."""

    kind: SeriesKind
    inherited: bool
    first: int
    last: int | None
    next_number: int


@dataclass(frozen=True, slots=True)
class Collision:
    """A number that is given on both sides: what has it here, and which partner has given it, too."""

    number: int
    ours: str
    company: str


@dataclass(frozen=True, slots=True)
class Collisions:
    """How many numbers are given on both sides, and the first twenty."""

    kind: SeriesKind
    count: int
    first: tuple[Collision, ...]


@needs(Permission.SETUP_PARTNERS)
def series_choices(work: Work) -> list[SeriesChoice]:
    """Every series of the company, in the order of the setup page."""
    return [_choice(work, kind) for kind in SeriesKind]


@needs(Permission.SETUP_PARTNERS)
def collisions(work: Work, kind: SeriesKind) -> Collisions:
    """Which numbers would be given twice among those that draw from the main company's series.

    Raises NoGroup, NotPartners when the main company cannot be looked into now.
    """
    main = main_company(work)
    if main is None:
        raise NoGroup
    found: dict[int, int] = {}
    with _in(work, main) as run, drawn_from(run, kind) as drawn:
        for theirs in drawn.everyone:
            if theirs.company_id != work.company_id:
                for number in _on_both_sides(work, theirs, kind):
                    found.setdefault(number, theirs.company_id)
    first = sorted(found)[:SHOWN]
    called = names_of(work, kind, first)
    named = companies(work, found.values())
    rows = (Collision(n, called.get(n, ""), named[found[n]].name) for n in first)
    return Collisions(kind, len(found), tuple(rows))


@needs(Permission.SETUP_PARTNERS)
def inherit(
    work: Work,
    kind: SeriesKind,
    *,
    reason: str = "",
    confirmed: frozenset[str] = frozenset(),
) -> None:
    """Draw numbers of a kind from the main company from now on. No number that was given changes.

    Invoices of several legal entities in one series are asked about, and need a reason that is kept.
    Raises NoGroup, NotPartners, NeedsConfirmation, Invalid for `reason`.
    """
    hold_enabled(work)
    main = main_company(work)
    if main is None or main == work.company_id:
        raise NoGroup
    if inherits(work, kind):
        return
    _check_invoices(kind, reason, confirmed)
    with acting_for(work, main) as run:
        locked_row(run, kind)  # who draws there waits, and then looks at our numbers, too
    locked_row(work, kind).inherited = True
    _tell(work, kind, ("own", "inherited"), " ".join(reason.split())[:LONGEST_REASON])


@needs(Permission.SETUP_PARTNERS)
def keep_own(work: Work, kind: SeriesKind) -> None:
    """Draw numbers of a kind from the company's own series again, after the highest it has given."""
    hold_enabled(work)
    if inherits(work, kind):
        _own(work, kind)
        _tell(work, kind, ("inherited", "own"), "")


def own_again(work: Work) -> None:
    """Let every series be the company's own: it has no main company any more."""
    for kind in inherited_kinds(work):
        _own(work, kind)


def inherited_kinds(work: Work) -> list[SeriesKind]:
    """The kinds whose numbers come from the main company."""
    query = select(NumberSeries.kind).where(col(NumberSeries.inherited).is_(True))
    found = set(work.session.exec(query))
    return [kind for kind in SeriesKind if kind in found]


def main_moved(work: Work, company_id: int) -> None:
    """Let the series run in another company: it goes on after every number its drawers have given.

    Called by the main company before the role is another's. A series that others draw from goes on being
    one: what was the main company inherits it from then on.
    """
    for kind in SeriesKind:
        with drawn_from(work, kind) as drawn:
            own = locked_row(work, kind)
            past = max(highest(each, kind, 0, None) for each in drawn.everyone) + 1
            shared = own.inherited = len(drawn.everyone) > 1
        with acting_for(work, company_id) as theirs:
            row = locked_row(theirs, kind)
            if shared or row.inherited:
                row.next_number = max(row.next_number, past, after_own(theirs, kind))
            row.inherited = False
            theirs.session.flush()


def _choice(work: Work, kind: SeriesKind) -> SeriesChoice:
    row = find_row(work, kind) or new_row(kind)
    with drawn_from(work, kind) as drawn:
        run = find_row(drawn.run, kind) or new_row(kind)
        start = max(run.next_number, drawn.least)
        taken = set(islice(drawn.used_from(start), AT_ONCE))
        number = next(n for n in range(start, start + AT_ONCE + 1) if n not in taken)
    return SeriesChoice(kind, row.inherited, row.first, row.last, number)


def _own(work: Work, kind: SeriesKind) -> None:
    row = locked_row(work, kind)
    row.inherited = False
    row.next_number = max(row.next_number, after_own(work, kind))
    work.session.flush()


def _on_both_sides(ours: Work, theirs: Work, kind: SeriesKind) -> Iterator[int]:
    """The numbers that two companies have both given, ascending: a merge of two sorted streams."""
    left, right = iter(used_from(ours, kind, 1)), iter(used_from(theirs, kind, 1))
    a, b = next(left, None), next(right, None)
    while a is not None and b is not None:
        if a == b:
            yield a
            a, b = next(left, None), next(right, None)
        elif a < b:
            a = next(left, None)
        else:
            b = next(right, None)


def _check_invoices(kind: SeriesKind, reason: str, confirmed: frozenset[str]) -> None:
    if kind is not SeriesKind.INVOICE:
        return
    if INVOICE_KEY not in confirmed:
        raise NeedsConfirmation(
            INVOICE_KEY,
            _(
                "Invoices are numbered per legal entity, without gaps: the law asks it of each company. "
                "With one series for several companies, each one’s own invoices have gaps. Do this only "
                "when your auditor agrees."
            ),
        )
    if not reason.strip():
        raise Invalid(reason=_("Say why; it is kept in the audit log."))


def _tell(work: Work, kind: SeriesKind, change: tuple[str, str], reason: str) -> None:
    changes: dict[str, tuple[object, object]] = {f"{kind} numbers": change}
    if reason:
        changes["reason"] = ("", reason)
    main = main_company(work)
    summary = name_of(work, main) if main else ""
    record(work, "choose_number_series", ("number_series", None), summary, changes)
    wake(work, find_group(work))


@contextmanager
def _in(work: Work, company_id: int) -> Generator[Work]:
    """A company's work: ours, or a partner's through the door."""
    if company_id == work.company_id:
        yield work
        return
    with acting_for(work, company_id) as theirs:
        yield theirs
