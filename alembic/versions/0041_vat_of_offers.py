"""lines of price models say VAT only where an offer does"""

from alembic import op

import moment_ui.models.base

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

NOTHING_SAID = """
    UPDATE price_model_line SET vat_percent = NULL
    WHERE vat_percent = 0
      AND NOT EXISTS (
        SELECT 1 FROM price_model JOIN offer_line ON offer_line.offer_id = price_model.offer_id
        WHERE price_model.id = price_model_line.price_model_id AND offer_line.vat_percent = 0)
      AND NOT EXISTS (
        SELECT 1 FROM price_model JOIN offer_activity ON offer_activity.offer_id = price_model.offer_id
        WHERE price_model.id = price_model_line.price_model_id AND offer_activity.vat_percent = 0)
"""
"""Until now 0 stood for it too. An offer's 0 % stays: part of the offer says so."""


def upgrade() -> None:
    amount = moment_ui.models.base.Amount()
    with op.batch_alter_table("price_model_line", schema=None) as batch_op:
        batch_op.alter_column("vat_percent", existing_type=amount, nullable=True)
    op.execute(NOTHING_SAID)


def downgrade() -> None:
    amount = moment_ui.models.base.Amount()
    op.execute("UPDATE price_model_line SET vat_percent = 0 WHERE vat_percent IS NULL")
    with op.batch_alter_table("price_model_line", schema=None) as batch_op:
        batch_op.alter_column("vat_percent", existing_type=amount, nullable=False)
