"""prepaid invoices"""

import sqlalchemy as sa
from alembic import op

from moment_ui.models.base import Amount

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invoice") as batch_op:
        batch_op.add_column(sa.Column("prepaid", Amount(), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("invoice") as batch_op:
        batch_op.drop_column("prepaid")
