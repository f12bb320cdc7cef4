"""days of hours and answered invitations"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_time_record_day_sort", "time_record", ["company_id", "day", "id"])
    with op.batch_alter_table("co_worker") as batch_op:
        batch_op.add_column(
            sa.Column("invite_digest", sa.String(length=64), server_default="", nullable=False)
        )
        for name in ("invite_until", "invite_answered_at"):
            batch_op.add_column(sa.Column(name, moment_ui.models.base.UtcDateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("co_worker") as batch_op:
        for name in ("invite_answered_at", "invite_until", "invite_digest"):
            batch_op.drop_column(name)
    op.drop_index("ix_time_record_day_sort", "time_record")
