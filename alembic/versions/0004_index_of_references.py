"""index of references"""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.create_index(
            "ix_invoice_references",
            [
                *("company_id", "currency", "sent_at"),
                *("your_reference", "order_reference", "contract_reference"),
                *("net", "vat", "gross", "paid", "outstanding"),
            ],
            unique=False,
        )


def downgrade() -> None:
    with op.batch_alter_table("invoice", schema=None) as batch_op:
        batch_op.drop_index("ix_invoice_references")
