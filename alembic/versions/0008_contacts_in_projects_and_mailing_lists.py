"""contacts in projects and mailing lists"""

from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

import moment_ui.models.base
from moment_ui.core.addresses import comparable
from moment_ui.core.folding import sort_text

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailing_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("query", sa.String(length=4000), nullable=False),
        sa.Column("created_by", sa.String(length=200), nullable=False),
        sa.Column("created_at", moment_ui.models.base.UtcDateTime(), nullable=False),
        sa.Column("updated_at", moment_ui.models.base.UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_mailing_list_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_list")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_mailing_list_company_id_id")),
        sa.UniqueConstraint("company_id", "name", name=op.f("uq_mailing_list_company_id_name")),
    )
    op.create_table(
        "unsubscribed_address",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("how", sa.String(length=200), nullable=False),
        sa.Column("by_name", sa.String(length=200), nullable=False),
        sa.Column("at", moment_ui.models.base.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_unsubscribed_address_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsubscribed_address")),
        sa.UniqueConstraint(
            "company_id", "address", name=op.f("uq_unsubscribed_address_company_id_address")
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_unsubscribed_address_company_id_id")),
    )
    op.create_table(
        "mailing_list_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("excluded", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contact.company_id", "contact.id"],
            name=op.f("fk_mailing_list_contact_company_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "list_id"],
            ["mailing_list.company_id", "mailing_list.id"],
            name=op.f("fk_mailing_list_contact_company_id_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_mailing_list_contact_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_list_contact")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_mailing_list_contact_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "list_id",
            "contact_id",
            name=op.f("uq_mailing_list_contact_company_id_list_id_contact_id"),
        ),
    )
    with op.batch_alter_table("mailing_list_contact", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mailing_list_contact_contact", ["company_id", "contact_id"], unique=False
        )

    op.create_table(
        "contact_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contact.company_id", "contact.id"],
            name=op.f("fk_contact_tag_company_id_contact_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "tag_id"],
            ["tag.company_id", "tag.id"],
            name=op.f("fk_contact_tag_company_id_tag_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_contact_tag_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_tag")),
        sa.UniqueConstraint(
            "company_id",
            "contact_id",
            "tag_id",
            name=op.f("uq_contact_tag_company_id_contact_id_tag_id"),
        ),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_contact_tag_company_id_id")),
    )
    with op.batch_alter_table("contact_tag", schema=None) as batch_op:
        batch_op.create_index(
            "ix_contact_tag_tag", ["company_id", "tag_id", "contact_id"], unique=False
        )

    op.create_table(
        "mailing_list_tag",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "list_id"],
            ["mailing_list.company_id", "mailing_list.id"],
            name=op.f("fk_mailing_list_tag_company_id_list_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "tag_id"],
            ["tag.company_id", "tag.id"],
            name=op.f("fk_mailing_list_tag_company_id_tag_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_mailing_list_tag_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailing_list_tag")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_mailing_list_tag_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "list_id",
            "tag_id",
            name=op.f("uq_mailing_list_tag_company_id_list_id_tag_id"),
        ),
    )
    with op.batch_alter_table("mailing_list_tag", schema=None) as batch_op:
        batch_op.create_index("ix_mailing_list_tag_tag", ["company_id", "tag_id"], unique=False)

    op.create_table(
        "project_contact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("company_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["company_id", "contact_id"],
            ["contact.company_id", "contact.id"],
            name=op.f("fk_project_contact_company_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id", "project_id"],
            ["project.company_id", "project.id"],
            name=op.f("fk_project_contact_company_id_project_id"),
        ),
        sa.ForeignKeyConstraint(
            ["company_id"], ["company.id"], name=op.f("fk_project_contact_company_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_contact")),
        sa.UniqueConstraint("company_id", "id", name=op.f("uq_project_contact_company_id_id")),
        sa.UniqueConstraint(
            "company_id",
            "project_id",
            "contact_id",
            name=op.f("uq_project_contact_company_id_project_id_contact_id"),
        ),
    )
    with op.batch_alter_table("project_contact", schema=None) as batch_op:
        batch_op.create_index(
            "ix_project_contact_contact", ["company_id", "contact_id"], unique=False
        )

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("note", sa.String(length=10000), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("consent", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(
            sa.Column("consent_at", moment_ui.models.base.UtcDateTime(), nullable=True)
        )
        batch_op.add_column(
            sa.Column("consent_how", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("consent_by", sa.String(length=200), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "sort_name",
                sa.String(length=200).with_variant(
                    sa.String(length=200, collation="C"), "postgresql"
                ),
                server_default="",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.create_index(
            "ix_contact_facets", ["company_id", "is_global", "consent"], unique=False
        )
        batch_op.create_index("ix_contact_sort", ["company_id", "sort_name", "id"], unique=False)

    with op.batch_alter_table("contact_email", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("comparable", sa.String(length=300), server_default="", nullable=False)
        )
        batch_op.create_index(
            "ix_contact_email_comparable", ["company_id", "comparable"], unique=False
        )

    _fill("contact", "name", "sort_name", sort_text)
    _fill("contact_email", "email", "comparable", comparable)


def downgrade() -> None:
    with op.batch_alter_table("contact_email", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_email_comparable")
        batch_op.drop_column("comparable")

    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_sort")
        batch_op.drop_index("ix_contact_facets")
        batch_op.drop_column("version")
        batch_op.drop_column("sort_name")
        batch_op.drop_column("consent_by")
        batch_op.drop_column("consent_how")
        batch_op.drop_column("consent_at")
        batch_op.drop_column("consent")
        batch_op.drop_column("note")

    with op.batch_alter_table("project_contact", schema=None) as batch_op:
        batch_op.drop_index("ix_project_contact_contact")

    op.drop_table("project_contact")
    with op.batch_alter_table("mailing_list_tag", schema=None) as batch_op:
        batch_op.drop_index("ix_mailing_list_tag_tag")

    op.drop_table("mailing_list_tag")
    with op.batch_alter_table("contact_tag", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_tag_tag")

    op.drop_table("contact_tag")
    with op.batch_alter_table("mailing_list_contact", schema=None) as batch_op:
        batch_op.drop_index("ix_mailing_list_contact_contact")

    op.drop_table("mailing_list_contact")
    op.drop_table("unsubscribed_address")
    op.drop_table("mailing_list")


def _fill(table: str, source: str, target: str, make: Callable[[str], str]) -> None:
    """Work out a column that the program fills in when a row is stored."""
    connection = op.get_bind()
    rows = sa.table(table, sa.column("id"), sa.column(source), sa.column(target))
    found = connection.execute(sa.select(rows.c.id, rows.c[source])).all()
    change = (
        sa.update(rows)
        .where(rows.c.id == sa.bindparam("row"))
        .values({target: sa.bindparam("new")})
    )
    for start in range(0, len(found), 5000):
        some = found[start : start + 5000]
        connection.execute(change, [{"row": key, "new": make(text)} for key, text in some])
