"""Co-workers as a list: own and external ones, where these come from, and how their invitation stands."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.elements import Condition, Expression
from moment_ui.db.lists import by
from moment_ui.domain.access.externals import last_used
from moment_ui.domain.lists.declared import Facet
from moment_ui.domain.lists.meanings import one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.models.company import Company
from moment_ui.models.project import CoWorker, InviteMail, ProjectMember


class Standing(StrEnum):
    """How somebody stands in the company: one of its own, or an external with an invitation."""

    OWN = "own"
    LEFT = "left"
    INVITED = "invited"
    IN_USE = "in-use"
    NO_ACCOUNT = "no-account"
    WITHDRAWN = "withdrawn"


class CoWorkerRow(NamedTuple):
    """A co-worker in a list. `home`: the partner company one works in, "" for others."""

    id: int
    name: str
    title: str
    email: str
    is_external: bool
    home: str | None
    standing: Standing
    invited_at: dt.datetime | None
    invited_by: str
    mail: InviteMail
    projects: int


def _standing() -> Expression:
    return sa.case(
        (_own() & col(CoWorker.active), Standing.OWN.value),
        (_own(), Standing.LEFT.value),
        (sa.not_(col(CoWorker.active)), Standing.WITHDRAWN.value),
        (col(CoWorker.user_id).is_(None), Standing.NO_ACCOUNT.value),
        (last_used(col(CoWorker.user_id)).is_(None), Standing.INVITED.value),
        else_=Standing.IN_USE.value,
    )


def _own() -> Condition:
    return sa.not_(col(CoWorker.is_external))


def _kind() -> Expression:
    return sa.case((_own(), "own"), else_="external")


def _projects() -> Expression:
    mine = col(ProjectMember.co_worker_id) == col(CoWorker.id)
    return sa.select(sa.func.count(col(ProjectMember.id))).where(mine).scalar_subquery()


def _home() -> Expression:
    its = col(Company.id) == col(CoWorker.home_company_id)
    return sa.select(col(Company.name)).where(its).scalar_subquery()


def _word(word: str) -> Condition:
    return sa.or_(
        *(
            column.icontains(word, autoescape=True)
            for column in (col(CoWorker.name), col(CoWorker.email), col(CoWorker.title))
        )
    )


CO_WORKER_LIST = ListSource(
    needs=Permission.VIEW_PROJECTS,
    table=CoWorker,
    row=CoWorkerRow,
    columns={
        "id": col(CoWorker.id),
        "name": col(CoWorker.name),
        "title": col(CoWorker.title),
        "email": col(CoWorker.email),
        "is_external": col(CoWorker.is_external),
        "home": _home(),
        "standing": _standing(),
        "invited_at": col(CoWorker.invited_at),
        "invited_by": col(CoWorker.invited_by_name),
        "mail": col(CoWorker.invite_mail),
        "projects": _projects(),
    },
    meanings={
        "text": words(_word),
        "kind": one_of(_kind()),
        "standing": one_of(_standing()),
    },
    usual={"standing": col(CoWorker.active).is_(True)},
    facets={"kind": Facet(_kind()), "standing": Facet(_standing())},
    sortings={
        "name": by(sa.func.lower(col(CoWorker.name)), quick=True),
        "title": by(sa.func.lower(col(CoWorker.title)), quick=True),
        "email": by(sa.func.lower(col(CoWorker.email)), quick=True),
        "home": by(sa.func.coalesce(_home(), ""), quick=True),
        "standing": by(_standing(), quick=True),
        "invited": by(col(CoWorker.invited_at), quick=True),
        "projects": by(_projects(), quick=True),
    },
)
