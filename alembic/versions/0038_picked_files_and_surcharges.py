"""files picked for a draft by hand, surcharges on expenses"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    picked = sa.Column("picked", sa.Boolean(), nullable=False, server_default=sa.false())
    with op.batch_alter_table("invoice_attachment", schema=None) as batch_op:
        batch_op.add_column(picked)

    amount = moment_ui.models.base.Amount()
    surcharge = sa.Column("surcharge_percent", amount, nullable=False, server_default="0")
    with op.batch_alter_table("price_model", schema=None) as batch_op:
        batch_op.add_column(surcharge)


def downgrade() -> None:
    with op.batch_alter_table("price_model", schema=None) as batch_op:
        batch_op.drop_column("surcharge_percent")

    with op.batch_alter_table("invoice_attachment", schema=None) as batch_op:
        batch_op.drop_column("picked")
