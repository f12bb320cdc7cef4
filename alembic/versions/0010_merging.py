"""merging"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base
from moment_ui.core.folding import email_key, name_key, phone_key

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BATCH = 5000
NOW_PRINTED = """
UPDATE invoice SET
  printed_name = CASE WHEN printed_name <> '' THEN printed_name ELSE
    (SELECT c.name FROM customer c WHERE c.id = invoice.customer_id) END,
  printed_number = coalesce(printed_number,
    (SELECT c.number FROM customer c WHERE c.id = invoice.customer_id)),
  printed_address = CASE WHEN printed_address <> '' THEN printed_address ELSE
    (SELECT CASE WHEN c.postal_line1 || c.postal_line2 || c.postal_city <> '' THEN
        trim(c.postal_line1) || :line || trim(c.postal_line2) || :line
          || trim(c.postal_code || ' ' || c.postal_city)
      ELSE trim(c.visiting_line1) || :line || trim(c.visiting_line2) || :line
          || trim(c.visiting_code || ' ' || c.visiting_city) END
     FROM customer c WHERE c.id = invoice.customer_id) END
WHERE state <> 'draft' AND (printed_name = '' OR printed_number IS NULL OR printed_address = '')
"""


def upgrade() -> None:
    _make_tables()
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("phone_key", sa.String(length=40), nullable=False, server_default="")
        )
    _fill(op.get_bind())
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.alter_column("phone_key", server_default=None)
        batch_op.create_index("ix_customer_merged_into", ["company_id", "merged_into_id"])
        batch_op.create_index("ix_customer_phone_key", ["company_id", "phone_key"])
    # Issued invoices keep the name, number and address they were issued with.
    op.get_bind().execute(sa.text(NOW_PRINTED), {"line": "\n"})


def _make_tables() -> None:
    op.create_table(
        "customer_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("survivor_id", sa.Integer(), nullable=False),
        sa.Column("loser_id", sa.Integer(), nullable=False),
        sa.Column("loser_number", sa.Integer(), nullable=False),
        sa.Column("loser_name", sa.String(length=200), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("snapshot", sa.JSON(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("at", moment_ui.models.base.UtcDateTime(), nullable=False),
        sa.Column("undone_at", moment_ui.models.base.UtcDateTime(), nullable=True),
        *(_to_customer("customer_merge", name) for name in ("loser_id", "survivor_id")),
        *_of_company("customer_merge"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_customer_merge_user_id")
        ),
    )
    op.create_table(
        "not_duplicates",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("user_name", sa.String(length=200), nullable=False),
        sa.Column("at", moment_ui.models.base.UtcDateTime(), nullable=False),
        *(_to_customer("not_duplicates", name, "CASCADE") for name in ("one_id", "other_id")),
        *_of_company("not_duplicates"),
        sa.UniqueConstraint(
            "company_id",
            "one_id",
            "other_id",
            name=op.f("uq_not_duplicates_company_id_one_id_other_id"),
        ),
    )
    for table, name in (
        ("customer_merge", "loser"),
        ("customer_merge", "survivor"),
        ("not_duplicates", "other"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(f"ix_{table}_{name}", ["company_id", f"{name}_id"])


def _to_customer(table: str, column: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["company_id", column],
        ["customer.company_id", "customer.id"],
        name=op.f(f"fk_{table}_company_id_{column}"),
        ondelete=ondelete,
    )


def _of_company(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f(f"fk_{table}_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("company_id", "id", name=op.f(f"uq_{table}_company_id_id")),
    )


def _fill(connection: sa.Connection) -> None:
    """Work the keys out for the customers there are, some thousand at a time."""
    names = ("id", "name", "email", "phone", "country", "name_key", "email_key", "phone_key")
    customer = sa.table("customer", *(sa.column(name) for name in names))
    change = (
        sa.update(customer)
        .where(customer.c.id == sa.bindparam("key"))
        .values(
            name_key=sa.bindparam("name_"),
            email_key=sa.bindparam("email_"),
            phone_key=sa.bindparam("phone_"),
        )
    )
    last = 0
    while rows := connection.execute(
        sa.select(*(customer.c[name] for name in names[:5]))
        .where(customer.c.id > last)
        .order_by(customer.c.id)
        .limit(BATCH)
    ).all():
        keys = [
            {
                "key": key,
                "name_": name_key(name)[:200],
                "email_": email_key(email)[:254],
                "phone_": phone_key(phone, country)[:40],
            }
            for key, name, email, phone, country in rows
        ]
        connection.execute(change, keys)
        last = rows[-1][0]


def downgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_phone_key")
        batch_op.drop_index("ix_customer_merged_into")
        batch_op.drop_column("phone_key")
    op.drop_table("not_duplicates")
    op.drop_table("customer_merge")
