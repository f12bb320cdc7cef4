"""hours not invoiced, and what lines were made as"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    open_hours = sa.text("status <> 'invoiced'")
    op.create_index(
        "ix_time_record_not_invoiced",
        "time_record",
        [
            *("company_id", "project_id", "activity_id", "co_worker_id", "day"),
            *("status", "invoice_line_id", "billable_minutes"),
        ],
        sqlite_where=open_hours,
        postgresql_where=open_hours,
    )
    op.add_column("invoice_line", sa.Column("made_as", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("invoice_line", "made_as")
    op.drop_index("ix_time_record_not_invoiced", "time_record")
