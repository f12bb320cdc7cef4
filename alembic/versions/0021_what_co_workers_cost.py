"""what co-workers cost"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "co_worker_rate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("co_worker_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Enum("price", "cost", native_enum=False, length=32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("amount", moment_ui.models.base.Amount(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "co_worker_id"],
            ["co_worker.company_id", "co_worker.id"],
            name=op.f("fk_co_worker_rate_company_id_co_worker_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_co_worker_rate_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_co_worker_rate")),
        sa.UniqueConstraint(
            "company_id",
            "co_worker_id",
            "kind",
            "starts_on",
            name=op.f("uq_co_worker_rate_company_id_co_worker_id_kind_starts_on"),
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_co_worker_rate_company_id_id")),
    )


def downgrade() -> None:
    op.drop_table("co_worker_rate")
