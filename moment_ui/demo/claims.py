"""Travel and expense claims of the demo's companies: one of each status, some on projects."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, writing
from moment_ui.domain.claims import commands, deciding
from moment_ui.domain.claims.categories import save_category
from moment_ui.domain.claims.rules import ClaimDraft, LineDraft
from moment_ui.models.claim import ClaimKind, ClaimStatus, ExpenseCategory
from moment_ui.models.project import CoWorker, Project, ProjectMember, ProjectStatus

CATEGORIES = (
    ("Fly og tog", "7140"),
    ("Hotell", "7140"),
    ("Drosje og parkering", "7140"),
    ("Diett", "7150"),
    ("Rekvisita", "6800"),
)
CLAIMS: tuple[
    tuple[str, ClaimKind, int, ClaimStatus, tuple[tuple[str, int, str, bool], ...]], ...
] = (
    (
        "Befaring Bergen",
        ClaimKind.TRAVEL,
        -20,
        ClaimStatus.PAID_OUT,
        (("Tog Oslo–Bergen t/r", 0, "1598.00", True), ("Hotell, én natt", 1, "1490.00", True)),
    ),
    (
        "Byggemøte Lillehammer",
        ClaimKind.TRAVEL,
        -9,
        ClaimStatus.APPROVED,
        (("Tog", 0, "742.00", True), ("Parkering", 2, "180.00", False)),
    ),
    (
        "Modellmateriell",
        ClaimKind.EXPENSE,
        -4,
        ClaimStatus.WAITING,
        (("Kapa og lim", 4, "468.50", True),),
    ),
    (
        "Kurs i brannteknikk",
        ClaimKind.TRAVEL,
        -2,
        ClaimStatus.DRAFT,
        (("Diett", 3, "380.00", False),),
    ),
)
"""Title, kind, days until it was, status; of each line the text, category, amount, and whether it is billed."""


def add_claims(actors: dict[str, Actor]) -> bool:
    """Write claims in every company without categories, in a transaction each; False when all had some."""
    added = False
    for slug in sorted(actors):
        with writing(actors[slug]) as work:
            if work.session.exec(select(col(ExpenseCategory.id)).limit(1)).first() is None:
                _fill(work)
                added = True
    return added


def _fill(work: Work) -> None:
    categories = [save_category(work, 0, name, account) for name, account in CATEGORIES]
    query = (
        select(CoWorker, col(Project.id))
        .join(ProjectMember, col(ProjectMember.co_worker_id) == col(CoWorker.id))
        .join(Project, col(Project.id) == col(ProjectMember.project_id))
        .where(
            col(CoWorker.user_id).is_not(None),
            col(CoWorker.is_external).is_(False),
            CoWorker.user_id != work.actor.user_id,
            Project.status == ProjectStatus.ACTIVE,
            col(Project.main_project_id).is_(None),
            col(Project.currency).in_(("", "NOK")),
        )
        .order_by(col(CoWorker.id).desc(), col(Project.id).desc())
    )
    found = work.session.exec(query).first()
    if found is None:
        return
    person, project_id = found
    actor = replace(work.actor, user_id=person.user_id or 0, name=person.name)
    theirs = Work(work.session, actor)
    for title, kind, days, status, lines in CLAIMS:
        day = work.today() + dt.timedelta(days=days)
        places = ("Oslo", title.rpartition(" ")[2]) if kind is ClaimKind.TRAVEL else ("", "")
        key = commands.create_claim(theirs, ClaimDraft(kind, title, day, None, *places))
        for text, category, amount, billed in lines:
            paid = LineDraft(day, text, Decimal(amount), category_id=categories[category])
            if billed:
                paid = replace(paid, project_id=project_id, bill=True)
            commands.add_line(theirs, key, paid)
        _bring_to(work, theirs, key, status)


def _bring_to(work: Work, theirs: Work, key: int, status: ClaimStatus) -> None:
    """Take a claim's steps up to a status."""
    if status is ClaimStatus.DRAFT:
        return
    deciding.send_claim(theirs, key)
    if status is ClaimStatus.WAITING:
        return
    deciding.approve_claim(work, key)
    if status is ClaimStatus.PAID_OUT:
        deciding.pay_out_claim(work, key)
