"""indices of the search"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LONGEST = 600
"""Letters that fit an index of PostgreSQL however many bytes each takes."""


def upgrade() -> None:
    _compare_by_codes("C")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_merged_into")
        batch_op.create_index(
            "ix_customer_search", ["company_id", "merged_into_id", "search"], unique=False
        )
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.create_index("ix_contact_search", ["company_id", "search"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_search")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_search")
        batch_op.create_index(
            "ix_customer_merged_into", ["company_id", "merged_into_id"], unique=False
        )
    _compare_by_codes(None)


def _compare_by_codes(collation: str | None) -> None:
    """Let PostgreSQL compare search texts by their letters' codes, as SQLite does anyway."""
    if op.get_bind().dialect.name != "postgresql":
        return
    for name in ("customer", "contact"):
        table = sa.table(name, sa.column("search", sa.String))
        long = sa.func.octet_length(table.c.search) > 2500
        op.execute(
            sa.update(table)
            .where(long)
            .values(search=sa.func.substr(table.c.search, 1, LONGEST))
        )
        op.alter_column(name, "search", type_=sa.String(1000, collation=collation))
