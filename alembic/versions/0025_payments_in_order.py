"""payments in order"""

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_payment_paid_on", "payment")
    op.create_index(
        "ix_payment_paid_on", "payment", ["company_id", "paid_on", "id", "invoice_id"]
    )


def downgrade() -> None:
    op.drop_index("ix_payment_paid_on", "payment")
    op.create_index("ix_payment_paid_on", "payment", ["company_id", "paid_on"])
