"""The names behind the ids in a filter: customers, projects, tags, co-workers."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.table import TagName
from moment_ui.core.words import _
from moment_ui.db.elements import Expression
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.audit import AuditEntry
from moment_ui.models.customer import Customer
from moment_ui.models.project import CoWorker, Project
from moment_ui.models.tag import Tag, TagGroup, TagKind


@needs(Permission.VIEW_CUSTOMERS)
def customer_names(work: Work, ids: Sequence[int]) -> dict[int, str]:
    """Customers' names by id; ids of nobody here are left out, a merged one names what it is now."""
    now = aliased(Customer)
    statement = (
        sa.select(col(Customer.id), col(Customer.name), col(now.name))
        .outerjoin(now, col(now.id) == col(Customer.merged_into_id))
        .where(col(Customer.id).in_(list(ids)))
    )
    return {
        key: _("{merged}, now {name}").format(merged=name, name=survivor) if survivor else name
        for key, name, survivor in records(work, statement)
    }


@needs(Permission.VIEW_PROJECTS)
def project_names(work: Work, ids: Sequence[int]) -> dict[int, str]:
    """Projects' numbers and names by id."""
    named = sa.select(col(Project.id), col(Project.number), col(Project.name))
    found = records(work, named.where(col(Project.id).in_(list(ids))))
    return {number: f"{code} {name}" for number, code, name in found}


@needs(Permission.VIEW_CUSTOMERS)
def tag_names(
    work: Work, ids: Sequence[int] | None = None, kind: TagKind | None = None
) -> dict[int, str]:
    """Tags' names by id, with their colours, as the set-up orders them.

    Without ids every tag, of one kind if named.
    """
    statement = (
        sa.select(col(Tag.id), col(Tag.name), col(Tag.colour))
        .join(TagGroup, col(Tag.group_id) == col(TagGroup.id))
        .order_by(
            *(col(TagGroup.position), col(TagGroup.name), col(Tag.group_id)),
            *(col(Tag.position), col(Tag.name), col(Tag.id)),
        )
    )
    if ids is not None:
        statement = statement.where(col(Tag.id).in_(list(ids)))
    if kind is not None:
        statement = statement.where(col(TagGroup.kind) == kind)
    return {key: TagName(name, colour) for key, name, colour in records(work, statement)}


@needs(Permission.VIEW_PROJECTS)
def co_worker_names(work: Work, ids: Sequence[int]) -> dict[int, str]:
    """Co-workers' names by id."""
    return _names(work, col(CoWorker.id), col(CoWorker.name), ids)


@needs(Permission.VIEW_AUDIT_LOG)
def user_names(work: Work, ids: Sequence[int]) -> dict[int, str]:
    """Names of those who acted in the company, by user id."""
    statement = (
        sa.select(col(AuditEntry.user_id), sa.func.max(col(AuditEntry.user_name)))
        .where(col(AuditEntry.user_id).in_(list(ids)))
        .group_by(col(AuditEntry.user_id))
    )
    return {row[0]: row[1] for row in records(work, statement)}


def _names(work: Work, key: Expression, name: Expression, ids: Sequence[int]) -> dict[int, Any]:
    found = records(work, sa.select(key, name).where(key.in_(list(ids))))
    return {row[0]: row[1] for row in found}
