"""order of addresses"""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

COLUMNS = ["company_id", "contact_id", "position", "id", "email"]


def upgrade() -> None:
    with op.batch_alter_table("contact_email", schema=None) as batch_op:
        batch_op.create_index("ix_contact_email_order", COLUMNS, unique=False)


def downgrade() -> None:
    with op.batch_alter_table("contact_email", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_email_order")
