"""copies of invoices"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.add_column(sa.Column("copy_of_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_invoice_copy_of",
            ["company_id", "copy_of_id"],
            unique=False,
            sqlite_where=sa.text("copy_of_id IS NOT NULL"),
            postgresql_where=sa.text("copy_of_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_invoice_split_group",
            ["company_id", "split_group"],
            unique=False,
            sqlite_where=sa.text("split_group <> ''"),
            postgresql_where=sa.text("split_group <> ''"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_invoice_company_id_copy_of_id"),
            "invoice",
            ["company_id", "copy_of_id"],
            ["company_id", "id"],
        )

    with op.batch_alter_table("invoice_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("copies_line_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_invoice_line_copies",
            ["company_id", "copies_line_id"],
            unique=False,
            sqlite_where=sa.text("copies_line_id IS NOT NULL"),
            postgresql_where=sa.text("copies_line_id IS NOT NULL"),
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_invoice_line_company_id_copies_line_id"),
            "invoice_line",
            ["company_id", "copies_line_id"],
            ["company_id", "id"],
        )


def downgrade() -> None:
    with op.batch_alter_table("invoice_line", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_invoice_line_company_id_copies_line_id"), type_="foreignkey"
        )
        batch_op.drop_index(
            "ix_invoice_line_copies",
            sqlite_where=sa.text("copies_line_id IS NOT NULL"),
            postgresql_where=sa.text("copies_line_id IS NOT NULL"),
        )
        batch_op.drop_column("copies_line_id")

    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_invoice_company_id_copy_of_id"), type_="foreignkey")
        batch_op.drop_index(
            "ix_invoice_split_group",
            sqlite_where=sa.text("split_group <> ''"),
            postgresql_where=sa.text("split_group <> ''"),
        )
        batch_op.drop_index(
            "ix_invoice_copy_of",
            sqlite_where=sa.text("copy_of_id IS NOT NULL"),
            postgresql_where=sa.text("copy_of_id IS NOT NULL"),
        )
        batch_op.drop_column("copy_of_id")
