"""sent mails by day"""

from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_reminder_message_begun_at", "reminder_message", ["company_id", "begun_at", "id"]
    )


def downgrade() -> None:
    op.drop_index("ix_reminder_message_begun_at", "reminder_message")
