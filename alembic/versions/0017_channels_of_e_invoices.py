"""channels of e-invoices"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

CHANNEL = sa.Enum("peppol", "svefaktura", "edi", native_enum=False, length=32)


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("einvoice_channel", CHANNEL, server_default="peppol", nullable=False)
        )


def downgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_column("einvoice_channel")
