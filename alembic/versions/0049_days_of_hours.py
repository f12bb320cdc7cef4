"""days of hours"""

from alembic import op

revision = '0049'
down_revision = '0048'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_time_record_day_sort", "time_record", ["company_id", "day", "id"])


def downgrade() -> None:
    op.drop_index("ix_time_record_day_sort", "time_record")
