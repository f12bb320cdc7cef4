"""keys of look-alikes"""

import sqlalchemy as sa
from alembic import op

from moment_ui.core.folding import core_name

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BATCH = 5000


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        for name, length in (("name_key", 200), ("email_key", 254)):
            column = sa.Column(name, sa.String(length=length), nullable=False, server_default="")
            batch_op.add_column(column)
    _fill(op.get_bind())
    with op.batch_alter_table("customer", schema=None) as batch_op:
        for name in ("name_key", "email_key"):
            batch_op.alter_column(name, server_default=None)
            batch_op.create_index(f"ix_customer_{name}", ["company_id", name], unique=False)


def _fill(connection: sa.Connection) -> None:
    """Work the keys out for the customers there are, some thousand at a time."""
    columns = (sa.column(name) for name in ("id", "name", "email", "name_key", "email_key"))
    customer = sa.table("customer", *columns)
    change = (
        sa.update(customer)
        .where(customer.c.id == sa.bindparam("key"))
        .values(name_key=sa.bindparam("name_"), email_key=sa.bindparam("email_"))
    )
    last = 0
    while rows := connection.execute(
        sa.select(customer.c.id, customer.c.name, customer.c.email)
        .where(customer.c.id > last)
        .order_by(customer.c.id)
        .limit(BATCH)
    ).all():
        keys = [{"key": i, "name_": core_name(n)[:200], "email_": e.lower()} for i, n, e in rows]
        connection.execute(change, keys)
        last = rows[-1][0]


def downgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        for name in ("name_key", "email_key"):
            batch_op.drop_index(f"ix_customer_{name}")
            batch_op.drop_column(name)
