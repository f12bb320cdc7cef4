"""when files came"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    instant = moment_ui.models.base.UtcDateTime()
    with op.batch_alter_table("customer_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("created_at", instant, nullable=True))
    op.execute(_as_their_first_versions())
    with op.batch_alter_table("customer_file", schema=None) as batch_op:
        batch_op.alter_column("created_at", existing_type=instant, nullable=False)


def _as_their_first_versions() -> sa.Update:
    """A file came when its first version did; one without any when it was changed last."""
    file = sa.table("customer_file", *map(sa.column, ("id", "created_at", "changed_at")))
    version = sa.table("customer_file_version", *map(sa.column, ("file_id", "created_at")))
    first = (
        sa.select(sa.func.min(version.c.created_at))
        .where(version.c.file_id == file.c.id)
        .scalar_subquery()
    )
    return sa.update(file).values(created_at=sa.func.coalesce(first, file.c.changed_at))


def downgrade() -> None:
    with op.batch_alter_table("customer_file", schema=None) as batch_op:
        batch_op.drop_column("created_at")
