"""The audit log as a list."""

import datetime as dt
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.elements import Condition
from moment_ui.db.kept import kept
from moment_ui.db.lists import MOST_WORDS, by
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.lists.declared import Facet
from moment_ui.domain.lists.meanings import instants, one_of
from moment_ui.domain.lists.source import ListSource
from moment_ui.models.audit import AuditEntry


class AuditRow(NamedTuple):
    """One act: when, by whom, on what, and what changed from what to what."""

    id: int
    at: dt.datetime
    user_name: str
    action: str
    subject: str
    subject_id: int | None
    summary: str
    changes: dict[str, list[str]]


@needs(Permission.VIEW_AUDIT_LOG)
def last_entry(work: Work) -> int:
    """The id of the newest entry: what is written beside the figures, like a log-in, counts too."""
    return _last(work).rows(work.session)[0][0]


@kept
def _last(_work: Work) -> sa.SelectBase:
    return sa.select(sa.func.coalesce(sa.func.max(col(AuditEntry.id)), 0))


def _text(_work: Work, text: str) -> Condition:
    columns = (col(AuditEntry.summary), col(AuditEntry.user_name))
    words = [
        [column.icontains(word, autoescape=True) for column in columns]
        for word in text.split()[:MOST_WORDS]
    ]
    return sa.and_(sa.true(), *(sa.or_(*found) for found in words))


AUDIT_LIST = ListSource(
    needs=Permission.VIEW_AUDIT_LOG,
    table=AuditEntry,
    row=AuditRow,
    columns={name: getattr(AuditEntry, name) for name in AuditRow._fields},
    meanings={
        "text": _text,
        "when": instants(col(AuditEntry.at)),
        "who": one_of(col(AuditEntry.user_id)),
        "action": one_of(col(AuditEntry.action)),
        "subject": one_of(col(AuditEntry.subject)),
    },
    facets={
        "action": Facet(col(AuditEntry.action)),
        "subject": Facet(col(AuditEntry.subject)),
        "who": Facet(col(AuditEntry.user_id)),
    },
    sortings={
        "at": by(col(AuditEntry.at), quick=True),
        "user_name": by(col(AuditEntry.user_name)),
        "action": by(col(AuditEntry.action)),
        "subject": by(col(AuditEntry.subject), col(AuditEntry.subject_id)),
    },
)
