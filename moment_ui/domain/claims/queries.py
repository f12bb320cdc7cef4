"""Reading claims: one whole, what its forms offer, and which wait for somebody."""

import datetime as dt
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.claims.rules import OPEN
from moment_ui.domain.claims.scope import is_for_me, is_mine, may_see, my_id
from moment_ui.models.claim import Claim, ClaimKind, ClaimLine, ClaimStatus, ExpenseCategory
from moment_ui.models.file import StoredFile
from moment_ui.models.project import Activity, CoWorker, Project, ProjectStatus

MOST_PROJECTS = 300
NEWS_FOR = dt.timedelta(days=7)
SHOWN = 5
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class ClaimHead:
    """A claim as stored, without its lines; `total` in `currency`."""

    id: int
    version: int
    kind: ClaimKind
    title: str
    status: ClaimStatus
    day: dt.date
    until_day: dt.date | None
    from_place: str
    to_place: str
    currency: str
    total: Decimal
    reviewer_id: int | None
    refunder_id: int | None
    reason: str
    submitted_at: dt.datetime | None
    reviewed_at: dt.datetime | None
    reviewed_by_name: str
    paid_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Paid:
    """A line as stored: `amount` in `currency`, `home` in the claim's."""

    id: int
    day: dt.date
    category_id: int | None
    text: str
    amount: Decimal
    currency: str
    rate: Decimal
    home: Decimal
    project_id: int | None
    activity_id: int | None
    bill: bool
    markup_percent: Decimal


@dataclass(frozen=True, slots=True)
class ClaimLineRow:
    """A line of a claim. `receipt` is the name it is fetched by."""

    line: Paid
    category: str
    project: str
    activity: str
    receipt: str
    receipt_title: str


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """A claim, whole, and what the reader may do with it."""

    claim: ClaimHead
    owner: str
    reviewer: str
    refunder: str
    lines: tuple[ClaimLineRow, ...]
    may_edit: bool
    mine: bool
    may_review: bool
    may_refund: bool


@dataclass(frozen=True, slots=True)
class ClaimChoices:
    """What the forms of claims offer, as (id, name)."""

    people: list[tuple[int, str]]
    categories: list[tuple[int, str]]
    projects: list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class ClaimNews:
    """Claims that wait for the reader's decision, and one's own that were decided on within a week."""

    waiting: int = 0
    decided: tuple[tuple[int, str, ClaimStatus], ...] = ()


@needs(Permission.WRITE_CLAIMS)
def claim(work: Work, claim_id: int) -> ClaimRecord:
    """One claim that the reader may see. Raises NotFound."""
    reviewer, refunder = aliased(CoWorker), aliased(CoWorker)
    query = (
        sa.select(Claim, col(CoWorker.name), col(reviewer.name), col(refunder.name))
        .join(CoWorker, col(CoWorker.id) == col(Claim.owner_id))
        .outerjoin(reviewer, col(reviewer.id) == col(Claim.reviewer_id))
        .outerjoin(refunder, col(refunder.id) == col(Claim.refunder_id))
        .where(col(Claim.id) == claim_id, may_see(work))
    )
    found: Any = cast("Any", work.session).exec(query).first()
    if found is None:
        raise NotFound(_("The claim"))
    row: Claim = found[0]
    mine = _is_me(work, row.owner_id)
    reviews = work.actor.may(Permission.REVIEW_CLAIMS)
    return ClaimRecord(
        _as(ClaimHead, row),
        found[1],
        found[2] or "",
        found[3] or "",
        tuple(_lines(work, claim_id)),
        may_edit=mine and row.status in OPEN,
        mine=mine,
        may_review=reviews or (not mine and _is_me(work, row.reviewer_id)),
        may_refund=reviews or (not mine and _is_me(work, row.refunder_id)),
    )


@needs(Permission.WRITE_CLAIMS)
def claim_choices(work: Work) -> ClaimChoices:
    """Active co-workers of the company, its categories in use, and projects that are not closed."""
    people = (
        select(col(CoWorker.id), col(CoWorker.name))
        .where(
            col(CoWorker.active).is_(True),
            col(CoWorker.user_id).is_not(None),
            col(CoWorker.is_external).is_(False),
        )
        .order_by(col(CoWorker.name))
    )
    categories = (
        select(col(ExpenseCategory.id), col(ExpenseCategory.name))
        .where(col(ExpenseCategory.active).is_(True))
        .order_by(col(ExpenseCategory.position), col(ExpenseCategory.name))
    )
    projects = (
        select(col(Project.id), col(Project.number), col(Project.name))
        .where(Project.status != ProjectStatus.CLOSED)
        .order_by(col(Project.number).desc())
        .limit(MOST_PROJECTS)
    )
    return ClaimChoices(
        [(key or 0, name) for key, name in work.session.exec(people)],
        [(key or 0, name) for key, name in work.session.exec(categories)],
        [(key or 0, f"{number} {name}") for key, number, name in work.session.exec(projects)],
    )


@needs(Permission.WRITE_CLAIMS)
def activities_of(work: Work, project_id: int) -> list[tuple[int, str]]:
    """A project's activities in use, as (id, name)."""
    query = (
        select(col(Activity.id), col(Activity.name))
        .where(Activity.project_id == project_id, col(Activity.active).is_(True))
        .order_by(col(Activity.position), col(Activity.id))
    )
    return [(key or 0, name) for key, name in work.session.exec(query)]


@needs(Permission.WRITE_CLAIMS)
def claim_news(work: Work) -> ClaimNews:
    """What the bell says of claims."""
    waiting = select(sa.func.count()).where(
        Claim.status == ClaimStatus.WAITING, is_for_me(work), sa.not_(is_mine(work))
    )
    decided = (
        select(Claim)
        .where(
            is_mine(work),
            col(Claim.reviewed_at) > clock.now() - NEWS_FOR,
            col(Claim.status).in_(
                (ClaimStatus.APPROVED, ClaimStatus.REJECTED, ClaimStatus.PAID_OUT)
            ),
        )
        .order_by(col(Claim.reviewed_at).desc(), col(Claim.id).desc())
        .limit(SHOWN)
    )
    return ClaimNews(
        work.session.exec(waiting.select_from(Claim)).one(),
        tuple((row.key, row.title, row.status) for row in work.session.exec(decided)),
    )


def _as(kind: type[Found], row: Any) -> Found:
    """The fields of a stored row that a reader is given."""
    return kind(**{each.name: getattr(row, each.name) for each in fields(cast("Any", kind))})


def _is_me(work: Work, co_worker_id: int | None) -> bool:
    if co_worker_id is None:
        return False
    try:
        return my_id(work) == co_worker_id
    except NotFound:
        return False


def _lines(work: Work, claim_id: int) -> list[ClaimLineRow]:
    query = (
        sa.select(
            ClaimLine,
            col(ExpenseCategory.name),
            col(Project.number),
            col(Project.name),
            col(Activity.name),
            col(StoredFile.name),
            col(StoredFile.title),
        )
        .outerjoin(ExpenseCategory, col(ExpenseCategory.id) == col(ClaimLine.category_id))
        .outerjoin(Project, col(Project.id) == col(ClaimLine.project_id))
        .outerjoin(Activity, col(Activity.id) == col(ClaimLine.activity_id))
        .outerjoin(StoredFile, col(StoredFile.id) == col(ClaimLine.receipt_id))
        .where(col(ClaimLine.claim_id) == claim_id)
        .order_by(col(ClaimLine.day), col(ClaimLine.id))
    )
    found: Any = cast("Any", work.session).exec(query)
    return [
        ClaimLineRow(
            _as(Paid, line),
            category or "",
            f"{number} {project}" if number else "",
            activity or "",
            receipt or "",
            title or "",
        )
        for line, category, number, project, activity, receipt, title in found
    ]
