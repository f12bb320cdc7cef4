"""watch of registers"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

INDEX = "ix_register_check_otherwise"


def upgrade() -> None:
    with op.batch_alter_table("register_check", schema=None) as batch_op:
        batch_op.add_column(sa.Column("said", sa.JSON(), server_default="{}", nullable=False))
        batch_op.add_column(
            sa.Column("otherwise", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("asked_at", moment_ui.models.base.UtcDateTime(), nullable=True)
        )
        batch_op.create_index(INDEX, ["company_id", "otherwise"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("register_check", schema=None) as batch_op:
        batch_op.drop_index(INDEX)
        batch_op.drop_column("asked_at")
        batch_op.drop_column("otherwise")
        batch_op.drop_column("said")
