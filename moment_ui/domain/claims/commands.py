"""Writing claims: the head and its lines, by their owner, while they are drafts or were rejected."""

from dataclasses import asdict, dataclass
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.claims.becoming import cost_in_project
from moment_ui.domain.claims.errors import ClaimChanged
from moment_ui.domain.claims.own import own_line, own_open
from moment_ui.domain.claims.rows import add_up, lines_of
from moment_ui.domain.claims.rules import OPEN, ClaimDraft, LineDraft, in_home, rate_of
from moment_ui.domain.claims.scope import is_mine, my_id
from moment_ui.models.claim import Claim, ClaimLine, ClaimStatus, ExpenseCategory
from moment_ui.models.company import Company
from moment_ui.models.project import Activity, CoWorker, Project

HEAD = ("kind", "title", "day", "until_day", "from_place", "to_place", "reviewer_id", "refunder_id")
LINE = (
    *("day", "category_id", "text", "amount", "currency", "rate", "home"),
    *("project_id", "activity_id", "bill", "markup_percent"),
)


@dataclass(frozen=True, slots=True)
class RemovedClaim:
    """What `remove_claim` took away: enough to put it back."""

    title: str
    values: dict[str, Any]
    lines: tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """What `remove_line` took away."""

    text: str
    values: dict[str, Any]


@needs(Permission.WRITE_CLAIMS)
def create_claim(work: Work, draft: ClaimDraft) -> int:
    """Begin a claim of one's own; returns its id. Raises NotFound, Invalid."""
    _check_people(work, draft)
    company = work.session.exec(select(Company).where(Company.id == work.company_id)).one()
    row = Claim(
        **asdict(draft),
        owner_id=my_id(work),
        currency=company.currency,
        search=_search(draft),
        created_at=clock.now(),
    )
    return _stored(work, row, "create_claim")


@needs(Permission.WRITE_CLAIMS)
def copy_claim(work: Work, claim_id: int) -> int:
    """Begin a claim like an earlier one of one's own, of today and without receipts; returns its id.

    Its days keep their distance. Raises NotFound.
    """
    query = select(Claim).where(Claim.id == claim_id, is_mine(work))
    source = work.session.exec(query).first()
    if source is None:
        raise NotFound(_("The claim"))
    shift = work.today() - source.day
    values = {key: getattr(source, key) for key in (*HEAD, "currency", "search", "owner_id")}
    values["day"] = source.day + shift
    values["until_day"] = source.until_day and source.until_day + shift
    row = Claim(**values, created_at=clock.now())
    key = _stored(work, row, "copy_claim")
    for line in lines_of(work, claim_id):
        copied = {field: getattr(line, field) for field in LINE} | {"day": line.day + shift}
        work.session.add(ClaimLine(claim_id=key, **copied))
    add_up(work, row)
    return key


@needs(Permission.WRITE_CLAIMS)
def edit_claim(work: Work, claim_id: int, version: int, draft: ClaimDraft) -> None:
    """Change a claim's head. Raises NotFound, ClaimChanged, ClaimLocked, Invalid."""
    row = own_open(work, claim_id)
    if row.version != version:
        raise ClaimChanged(row.title)
    _check_people(work, draft)
    now = asdict(draft)
    changes = differences({key: getattr(row, key) for key in now}, now)
    for key, value in now.items():
        setattr(row, key, value)
    row.search = _search(draft)
    row.version += 1
    record(work, "edit_claim", row, row.title, changes)
    work.emit("claims")


@needs(Permission.WRITE_CLAIMS)
def remove_claim(work: Work, claim_id: int) -> RemovedClaim:
    """Throw a claim away that was not sent, or was rejected. Raises NotFound, ClaimLocked."""
    row = own_open(work, claim_id)
    lines = lines_of(work, claim_id)
    values = row.model_dump(exclude={"id", "company_id"})
    kept = tuple(line.model_dump(exclude={"id", "company_id", "claim_id"}) for line in lines)
    record(work, "remove_claim", row, row.title)
    for line in lines:
        work.session.delete(line)
    work.session.flush()
    work.session.delete(row)
    work.emit("claims")
    return RemovedClaim(row.title, values, kept)


@needs(Permission.WRITE_CLAIMS)
def restore_claim(work: Work, removed: RemovedClaim) -> int:
    """Undo `remove_claim`; returns the new id. Raises NotFound when it was somebody else's."""
    if removed.values["owner_id"] != my_id(work):
        raise NotFound(_("The claim"))
    row = Claim(**removed.values)
    key = _stored(work, row, "restore_claim")
    work.session.add_all(ClaimLine(claim_id=key, **values) for values in removed.lines)
    add_up(work, row)
    return key


@needs(Permission.WRITE_CLAIMS)
def add_line(work: Work, claim_id: int, draft: LineDraft) -> int:
    """Add what was paid to a claim; returns the line's id.

    Raises NotFound, ClaimLocked, Invalid, ProjectInOtherMoney.
    """
    claim = own_open(work, claim_id)
    line = ClaimLine(claim_id=claim.key, **_settled(claim, draft))
    _check_line(work, claim, line)
    work.session.add(line)
    add_up(work, claim)
    record(work, "add_claim_line", claim, f"{claim.title}: {line.text}")
    return line.key


@needs(Permission.WRITE_CLAIMS)
def edit_line(work: Work, line_id: int, draft: LineDraft) -> None:
    """Change a line. Raises NotFound, ClaimLocked, Invalid, ProjectInOtherMoney."""
    claim, line = own_line(work, line_id)
    now = _settled(claim, draft)
    changes = differences({key: getattr(line, key) for key in now}, now)
    for key, value in now.items():
        setattr(line, key, value)
    _check_line(work, claim, line)
    add_up(work, claim)
    record(work, "edit_claim_line", claim, f"{claim.title}: {line.text}", changes)


@needs(Permission.WRITE_CLAIMS)
def remove_line(work: Work, line_id: int) -> RemovedLine:
    """Take a line off; its receipt comes back with it. Raises NotFound, ClaimLocked."""
    claim, line = own_line(work, line_id)
    removed = RemovedLine(line.text, line.model_dump(exclude={"id", "company_id"}))
    work.session.delete(line)
    add_up(work, claim)
    record(work, "remove_claim_line", claim, f"{claim.title}: {line.text}")
    return removed


@needs(Permission.WRITE_CLAIMS)
def restore_line(work: Work, removed: RemovedLine) -> None:
    """Undo `remove_line`. Raises NotFound, ClaimLocked."""
    claim = own_open(work, removed.values["claim_id"])
    work.session.add(ClaimLine(**removed.values))
    add_up(work, claim)
    record(work, "restore_claim_line", claim, f"{claim.title}: {removed.text}")


def _settled(claim: Claim, draft: LineDraft) -> dict[str, Any]:
    values = asdict(draft)
    rate = rate_of(draft, claim.currency)
    return values | {
        "currency": draft.currency or claim.currency,
        "rate": rate,
        "home": in_home(draft.amount, rate, claim.currency),
    }


def _check_line(work: Work, claim: Claim, line: ClaimLine) -> None:
    wrong = _("Choose one of the list; what was chosen may have gone.")
    categories = select(ExpenseCategory.id).where(ExpenseCategory.id == line.category_id)
    if line.category_id is not None and work.session.exec(categories).first() is None:
        raise Invalid(category_id=wrong)
    projects = select(Project.id).where(Project.id == line.project_id)
    if line.project_id is not None and work.session.exec(projects).first() is None:
        raise Invalid(project_id=wrong)
    activities = select(Activity.id).where(
        Activity.id == line.activity_id, Activity.project_id == line.project_id
    )
    if line.activity_id is not None and work.session.exec(activities).first() is None:
        raise Invalid(activity_id=wrong)
    if line.project_id is not None:
        cost_in_project(work, claim, line)


def _check_people(work: Work, draft: ClaimDraft) -> None:
    for field in ("reviewer_id", "refunder_id"):
        key = getattr(draft, field)
        query = select(CoWorker.id).where(CoWorker.id == key, col(CoWorker.active).is_(True))
        if key is not None and work.session.exec(query).first() is None:
            wrong = _("Choose one of the list; what was chosen may have gone.")
            raise Invalid(**{field: wrong})


def _search(draft: ClaimDraft) -> str:
    return search_text(draft.title, draft.from_place, draft.to_place)[:1000]


def _stored(work: Work, row: Claim, action: str) -> int:
    row.status = ClaimStatus.DRAFT if row.status not in OPEN else row.status
    work.session.add(row)
    work.session.flush()
    record(work, action, row, row.title)
    work.emit("claims")
    return row.key
