"""what was sent"""

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base
from moment_ui.core.settings import settings

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


_SENT = sa.table(
    "sent_file",
    *(
        sa.column(name)
        for name in (
            "company_id",
            "message_id",
            "position",
            "stored_file_id",
            "title",
            "media_type",
        )
    ),
)


def _handed_over() -> list[dict[str, object]]:
    """The XML of e-invoices handed over, read before the column goes: SQLite makes the table anew."""
    names = ("id", "company_id", "stored_file_id")
    message = sa.table("invoice_message", *map(sa.column, names))
    names = ("id", "company_id", "title", "media_type")
    stored = sa.table("stored_file", *map(sa.column, names))
    same = sa.and_(
        stored.c.company_id == message.c.company_id, stored.c.id == message.c.stored_file_id
    )
    query = sa.select(
        message.c.company_id,
        message.c.id.label("message_id"),
        sa.literal(0).label("position"),
        message.c.stored_file_id,
        stored.c.title,
        stored.c.media_type,
    ).select_from(message.join(stored, same))
    return [dict(row) for row in op.get_bind().execute(query).mappings()]


def _rename_shelf() -> None:
    """E-invoices lay alone on their shelf; now everything that was sent does."""
    old = settings().files_dir / "einvoices"
    if old.is_dir() and not old.with_name("sent").exists():
        old.rename(old.with_name("sent"))


def upgrade() -> None:
    handed_over = _handed_over()
    with op.batch_alter_table("invoice_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invoice_message_stored_file"))
        batch_op.drop_constraint(
            batch_op.f("fk_invoice_message_company_id_stored_file_id"), type_="foreignkey"
        )
        batch_op.drop_column("stored_file_id")
    _rename_shelf()
    op.create_table(
        "send_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("begun_at", moment_ui.models.base.UtcDateTime(), nullable=False),
        sa.Column("ended_at", moment_ui.models.base.UtcDateTime(), nullable=True),
        sa.Column("cancelled_at", moment_ui.models.base.UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_send_batch_company_id")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_send_batch_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_send_batch")),
        sa.UniqueConstraint("company_id", "act", name=op.f("uq_send_batch_company_id_act")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_send_batch_company_id_id")),
    )
    with op.batch_alter_table("send_batch", schema=None) as batch_op:
        batch_op.create_index("ix_send_batch_begun_at", ["company_id", "begun_at"], unique=False)

    op.create_table(
        "send_batch_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("batch_id", sa.Integer(), nullable=False),
        sa.Column("invoice_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("email", "e-invoice", "letter", "by-hand", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "batch_id"],
            ["send_batch.company_id", "send_batch.id"],
            name=op.f("fk_send_batch_item_company_id_batch_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "invoice_id"],
            ["invoice.company_id", "invoice.id"],
            name=op.f("fk_send_batch_item_company_id_invoice_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_send_batch_item_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_send_batch_item")),
        sa.UniqueConstraint(
            "company_id",
            "batch_id",
            "invoice_id",
            name=op.f("uq_send_batch_item_company_id_batch_id_invoice_id"),
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_send_batch_item_company_id_id")),
    )
    with op.batch_alter_table("send_batch_item", schema=None) as batch_op:
        batch_op.create_index(
            "ix_send_batch_item_invoice", ["company_id", "invoice_id"], unique=False
        )

    op.create_table(
        "sent_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stored_file_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "message_id"],
            ["invoice_message.company_id", "invoice_message.id"],
            name=op.f("fk_sent_file_company_id_message_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "stored_file_id"],
            ["stored_file.company_id", "stored_file.id"],
            name=op.f("fk_sent_file_company_id_stored_file_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_sent_file_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent_file")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_sent_file_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "message_id",
            "position",
            name=op.f("uq_sent_file_company_id_message_id_position"),
        ),
    )
    with op.batch_alter_table("sent_file", schema=None) as batch_op:
        batch_op.create_index(
            "ix_sent_file_stored_file", ["company_id", "stored_file_id"], unique=False
        )

    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.create_index(
            "ix_stored_file_sha256", ["company_id", "purpose", "sha256"], unique=False
        )

    if handed_over:
        op.bulk_insert(_SENT, handed_over)


def downgrade() -> None:
    with op.batch_alter_table("stored_file", schema=None) as batch_op:
        batch_op.drop_index("ix_stored_file_sha256")

    with op.batch_alter_table("invoice_message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stored_file_id", sa.INTEGER(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_invoice_message_company_id_stored_file_id"),
            "stored_file",
            ["company_id", "stored_file_id"],
            ["company_id", "id"],
        )
        batch_op.create_index(
            batch_op.f("ix_invoice_message_stored_file"),
            ["company_id", "stored_file_id"],
            unique=False,
        )

    with op.batch_alter_table("sent_file", schema=None) as batch_op:
        batch_op.drop_index("ix_sent_file_stored_file")

    op.drop_table("sent_file")
    with op.batch_alter_table("send_batch_item", schema=None) as batch_op:
        batch_op.drop_index("ix_send_batch_item_invoice")

    op.drop_table("send_batch_item")
    with op.batch_alter_table("send_batch", schema=None) as batch_op:
        batch_op.drop_index("ix_send_batch_begun_at")

    op.drop_table("send_batch")
