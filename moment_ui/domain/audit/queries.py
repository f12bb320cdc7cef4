"""Reading the audit log."""

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.audit import AuditEntry


@needs(Permission.VIEW_AUDIT_LOG)
def entries(work: Work, subject: str, subject_id: int, *, limit: int = 100) -> list[AuditEntry]:
    """What was done to one row, newest first."""
    statement = (
        select(AuditEntry)
        .where(col(AuditEntry.subject) == subject, col(AuditEntry.subject_id) == subject_id)
        .order_by(col(AuditEntry.at).desc(), col(AuditEntry.id).desc())
        .limit(limit)
    )
    return list(work.session.exec(statement))
