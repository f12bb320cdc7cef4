"""Who a co-worker of one company is in another one of the group."""

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.models.project import CoWorker


def external_for(home: Work, main: Work, co_worker_id: int) -> int:
    """The id of a home company's co-worker among the main company's; made there when unknown.

    Somebody invited before is known by the log-in, else by the e-mail address, and then on by the home.
    """
    by_home = select(CoWorker).where(
        CoWorker.home_company_id == home.company_id, CoWorker.home_co_worker_id == co_worker_id
    )
    known = main.session.exec(by_home).first()
    if known is not None:
        return known.key
    person = home.session.exec(select(CoWorker).where(CoWorker.id == co_worker_id)).one()
    row = _by_log_in(main, person) or _by_email(main, person)
    if row is not None and not row.is_external:
        return row.key
    row = row or CoWorker(
        name=person.name,
        email=person.email,
        title=person.title,
        user_id=person.user_id,
        is_external=True,
    )
    row.home_company_id, row.home_co_worker_id = home.company_id, co_worker_id
    main.session.add(row)
    main.session.flush()
    return row.key


def _by_log_in(main: Work, person: CoWorker) -> CoWorker | None:
    """Who has the same log-in in the main company; a co-worker of both stays one of its own there."""
    if person.user_id is None:
        return None
    return main.session.exec(select(CoWorker).where(CoWorker.user_id == person.user_id)).first()


def _by_email(main: Work, person: CoWorker) -> CoWorker | None:
    """An external of that address who has no home yet."""
    if not person.email:
        return None
    query = select(CoWorker).where(
        sa.func.lower(col(CoWorker.email)) == person.email.lower(),
        col(CoWorker.is_external).is_(True),
        col(CoWorker.home_company_id).is_(None),
    )
    return main.session.exec(query.order_by(col(CoWorker.id))).first()
