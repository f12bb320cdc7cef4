"""Who is behind an address: an account, a co-worker here, somebody of a partner company."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.group_scope import acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.domain.access.externals import users_by_email
from moment_ui.domain.sharing.readiness import company_name
from moment_ui.models.partner import PartnerSettings
from moment_ui.models.project import CoWorker


@dataclass(frozen=True, slots=True)
class PartnerPerson:
    """Somebody who works in a partner company: name, title and e-mail, and nothing else of it."""

    company_id: int
    company: str
    co_worker_id: int
    name: str
    title: str
    email: str
    user_id: int | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one address."""

    user: tuple[int, str] | None = None
    here: CoWorker | None = None
    home: PartnerPerson | None = None


def known_by(work: Work, emails: Collection[str]) -> dict[str, Known]:
    """What is known of addresses, all in lower case; those of nobody are there, too."""
    wanted = sorted(set(emails))
    users = users_by_email(work, wanted)
    by_user = {user_id: email for email, (user_id, _name) in users.items()}
    homes: dict[str, PartnerPerson] = {}
    for person in people_of_partners(work, _asked(wanted, by_user)):
        email = by_user.get(person.user_id or 0, person.email.lower())
        homes.setdefault(email, person)
    by_user |= {one.user_id: email for email, one in homes.items() if one.user_id is not None}
    here = _here(work, wanted, by_user, homes)
    return {email: Known(users.get(email), here.get(email), homes.get(email)) for email in wanted}


def people_of_partners(
    work: Work, *wanted: sa.ColumnElement[bool], company_id: int | None = None
) -> Iterator[PartnerPerson]:
    """The own, active co-workers with an address of companies that share projects with us, by name."""
    for partner in open_partners(work):
        if company_id not in {None, partner}:
            continue
        name = company_name(work, partner)
        with acting_for(work, partner) as theirs:
            shares = select(col(PartnerSettings.share_projects)).limit(1)
            if not theirs.session.exec(shares).first():
                continue
            query = (
                select(CoWorker)
                .where(
                    col(CoWorker.active).is_(True),
                    col(CoWorker.is_external).is_(False),
                    CoWorker.email != "",
                    *wanted,
                )
                .order_by(col(CoWorker.name), col(CoWorker.id))
            )
            found = [
                PartnerPerson(partner, name, row.key, row.name, row.title, row.email, row.user_id)
                for row in theirs.session.exec(query)
            ]
        yield from found


def _asked(emails: Collection[str], users: Mapping[int, str]) -> sa.ColumnElement[bool]:
    return sa.or_(
        sa.func.lower(col(CoWorker.email)).in_(emails), col(CoWorker.user_id).in_(list(users))
    )


def _here(
    work: Work,
    emails: Collection[str],
    users: Mapping[int, str],
    homes: Mapping[str, PartnerPerson],
) -> dict[str, CoWorker]:
    """Our co-worker of each address: by the home, else by the log-in, else by the address; active first."""
    at_home = {(one.company_id, one.co_worker_id): email for email, one in homes.items()}
    home = sa.tuple_(col(CoWorker.home_company_id), col(CoWorker.home_co_worker_id))
    query = select(CoWorker).where(sa.or_(_asked(emails, users), home.in_(list(at_home))))
    found: dict[str, tuple[tuple[bool, int, int], CoWorker]] = {}
    for row in work.session.exec(query):
        by_home = at_home.get((row.home_company_id or 0, row.home_co_worker_id or 0))
        by_user = users.get(row.user_id or 0)
        email = by_home or by_user or row.email.lower()
        rank = (not row.active, 0 if by_home else 1 if by_user else 2, row.key)
        if email not in found or rank < found[email][0]:
            found[email] = (rank, row)
    return {email: row for email, (_rank, row) in found.items()}
