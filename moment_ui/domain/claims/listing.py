"""Claims as lists: one's own, and those one decides on."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.db.elements import Condition
from moment_ui.db.lists import Join, by, contains
from moment_ui.db.work import Work
from moment_ui.domain.claims.scope import is_for_me, is_mine
from moment_ui.domain.lists.declared import Facet
from moment_ui.domain.lists.meanings import days, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.models.claim import Claim, ClaimKind, ClaimStatus
from moment_ui.models.project import CoWorker

_REVIEWER = aliased(CoWorker)
_OWNER = Join(CoWorker, col(CoWorker.id) == col(Claim.owner_id))
_REVIEWED_BY = Join(_REVIEWER, col(_REVIEWER.id) == col(Claim.reviewer_id), outer=True)


class ClaimRow(NamedTuple):
    """A claim in a list; `total` is in `currency`, which is the company's."""

    id: int
    title: str
    kind: ClaimKind
    status: ClaimStatus
    owner: str
    reviewer: str | None
    day: dt.date
    until_day: dt.date | None
    total: Decimal
    currency: str
    submitted_at: dt.datetime | None
    paid_on: dt.date | None


@dataclass(frozen=True, kw_only=True, eq=False)
class ClaimList(ListSource[ClaimRow]):
    """Nobody sees more claims here than `among` says."""

    among: Callable[[Work], Condition] = is_mine

    @override
    def conditions(
        self, work: Work, selection: Selection, *, counting: str = ""
    ) -> list[Condition]:
        """The WHERE of a selection, among what the actor may see."""
        own = self.among(work)
        return [own, *super().conditions(work, selection, counting=counting)]


def _word(word: str) -> Condition:
    return contains(col(Claim.search), word)


def _named(key: Any) -> Any:
    its = sa.select(col(CoWorker.name)).where(col(CoWorker.id) == key)
    return sa.func.lower(its.scalar_subquery())


def _source(among: Callable[[Work], Condition], *, owners: bool) -> ClaimList:
    owner: dict[str, Any] = {"owner": one_of(col(Claim.owner_id))} if owners else {}
    by_owner: dict[str, Any] = {"owner": by(_named(col(Claim.owner_id)))} if owners else {}
    return ClaimList(
        needs=Permission.WRITE_CLAIMS,
        table=Claim,
        row=ClaimRow,
        among=among,
        joins=(_OWNER, _REVIEWED_BY),
        columns={
            "id": col(Claim.id),
            "title": col(Claim.title),
            "kind": col(Claim.kind),
            "status": col(Claim.status),
            "owner": col(CoWorker.name),
            "reviewer": col(_REVIEWER.name),
            "day": col(Claim.day),
            "until_day": col(Claim.until_day),
            "total": col(Claim.total),
            "currency": col(Claim.currency),
            "submitted_at": col(Claim.submitted_at),
            "paid_on": col(Claim.paid_on),
        },
        meanings={
            "text": words(_word),
            "status": one_of(col(Claim.status)),
            "kind": one_of(col(Claim.kind)),
            **owner,
            "period": days(col(Claim.day)),
            "paid": days(col(Claim.paid_on)),
        },
        facets={"status": Facet(col(Claim.status)), "kind": Facet(col(Claim.kind))},
        sortings={
            "title": by(sa.func.lower(col(Claim.title))),
            "kind": by(col(Claim.kind)),
            "status": by(col(Claim.status)),
            **by_owner,
            "reviewer": by(_named(col(Claim.reviewer_id))),
            "day": by(col(Claim.day), quick=True),
            "total": by(col(Claim.total)),
            "submitted": by(col(Claim.submitted_at)),
            "paid": by(col(Claim.paid_on)),
        },
        currency=col(Claim.currency),
        sums={"total": col(Claim.total)},
    )


MY_CLAIMS_LIST = _source(is_mine, owners=False)
CLAIMS_LIST = _source(is_for_me, owners=True)
