"""files of projects"""

import sqlalchemy as sa
from alembic import op

from moment_ui.models.base import UtcDateTime

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "project_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column(
            "sort_name",
            sa.String(length=200).with_variant(sa.String(length=200, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("same_name", sa.String(length=400), nullable=False),
        sa.Column("description", sa.String(length=500), nullable=False),
        sa.Column("search", sa.String(length=1000), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("with_invoices", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("deleted_at", UtcDateTime(), nullable=True),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "project_id"],
            ["project.company_id", "project.id"],
            name=op.f("fk_project_file_company_id_project_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_project_file_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_file")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_project_file_company_id_id")),
    )
    op.create_index("ix_project_file_deleted", "project_file", ["company_id", "deleted_at"])
    op.create_index(
        "ix_project_file_name", "project_file", ["company_id", "project_id", "same_name"]
    )

    op.create_table(
        "project_file_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("stored_file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "file_id"],
            ["project_file.company_id", "project_file.id"],
            name=op.f("fk_project_file_version_company_id_file_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "stored_file_id"],
            ["stored_file.company_id", "stored_file.id"],
            name=op.f("fk_project_file_version_company_id_stored_file_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_project_file_version_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_file_version")),
        sa.UniqueConstraint(
            "company_id",
            "file_id",
            "number",
            name=op.f("uq_project_file_version_company_id_file_id_number"),
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_project_file_version_company_id_id")),
    )
    op.create_index(
        "ix_project_file_version_stored", "project_file_version", ["company_id", "stored_file_id"]
    )

    with op.batch_alter_table("customer_file") as batch_op:
        batch_op.add_column(
            sa.Column("with_invoices", sa.Boolean(), nullable=False, server_default=sa.false())
        )


def downgrade() -> None:
    with op.batch_alter_table("customer_file") as batch_op:
        batch_op.drop_column("with_invoices")

    op.drop_table("project_file_version")

    op.drop_table("project_file")
