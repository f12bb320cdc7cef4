"""original payment files"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("bank_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stored_file_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_bank_file_stored_file", ["company_id", "stored_file_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_bank_file_company_id_stored_file_id"),
            "stored_file",
            ["company_id", "stored_file_id"],
            ["company_id", "id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("bank_file", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_bank_file_company_id_stored_file_id"), type_="foreignkey"
        )
        batch_op.drop_index("ix_bank_file_stored_file")
        batch_op.drop_column("stored_file_id")
