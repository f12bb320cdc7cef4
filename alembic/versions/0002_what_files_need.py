"""what files need"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.add_column(sa.Column("needs", sa.JSON(), nullable=False, server_default="[]"))
    # What is in the exports made so far is not known: their hour ends now.
    op.execute("UPDATE stored_file SET expires_at = created_at WHERE purpose = 'export'")


def downgrade() -> None:
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_column("needs")
