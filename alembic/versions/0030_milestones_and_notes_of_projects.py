"""milestones and notes of projects"""

import sqlalchemy as sa
from alembic import op

from moment_ui.models.base import UtcDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "project_id"],
            ["project.company_id", "project.id"],
            name=op.f("fk_milestone_company_id_project_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "responsible_id"],
            ["co_worker.company_id", "co_worker.id"],
            name=op.f("fk_milestone_company_id_responsible_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_milestone_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_milestone_company_id_id")),
    )
    op.create_index(
        "ix_milestone_next", "milestone", ["company_id", "project_id", "done_on", "due_on"]
    )
    op.create_index("ix_milestone_project", "milestone", ["company_id", "project_id", "position"])
    op.create_table(
        "project_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=10_000), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("author_name", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["author_id"], ["user.id"], name=op.f("fk_project_note_author_id")
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "project_id"],
            ["project.company_id", "project.id"],
            name=op.f("fk_project_note_company_id_project_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_project_note_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_note")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_project_note_company_id_id")),
    )
    op.create_index("ix_project_note_project", "project_note", ["company_id", "project_id"])


def downgrade() -> None:
    op.drop_table("project_note")
    op.drop_table("milestone")
