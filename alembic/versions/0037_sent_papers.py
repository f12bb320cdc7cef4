"""papers of reminders and statements as they left"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.alter_column("owner_id", existing_type=sa.Integer(), nullable=True)
    with op.batch_alter_table("reminder_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stored_file_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("paper", sa.String(length=255), nullable=False, server_default="")
        )
        batch_op.create_index(
            "ix_reminder_message_stored_file", ["company_id", "stored_file_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_reminder_message_company_id_stored_file_id"),
            "stored_file",
            ["company_id", "stored_file_id"],
            ["company_id", "id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("reminder_message", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_reminder_message_company_id_stored_file_id"), type_="foreignkey"
        )
        batch_op.drop_index("ix_reminder_message_stored_file")
        batch_op.drop_column("paper")
        batch_op.drop_column("stored_file_id")
    op.execute("DELETE FROM stored_file WHERE owner_id IS NULL")
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.alter_column("owner_id", existing_type=sa.Integer(), nullable=False)
