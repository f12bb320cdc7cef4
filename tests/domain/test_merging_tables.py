"""A table that is declared tomorrow takes part in merging: previewed, moved, joined, undone."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

from moment_ui.db import references
from moment_ui.db.merged import CustomerIsMerged, customer_columns
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.queries import comparison, undo_preview
from moment_ui.domain.merging.tables import ABOUT, label_of
from moment_ui.models.base import reference, tells_of_the_past
from moment_ui.models.customer import CustomerNote
from moment_ui.models.merging import CustomerMerge, NotDuplicates
from tests import factories
from tests.merging import rows_of
from tests.world import NOW


def test_every_table_that_refers_to_a_customer_has_its_words():
    unnamed = [
        table.name
        for table in references.tables()
        if references.pointing(table, "customer") and table.name not in ABOUT
    ]
    assert unnamed == []


def test_only_the_merge_itself_stays_with_the_merged_one():
    stays = {
        f"{table.name}.{column.name}"
        for table in references.tables()
        for column in table.columns
        if tells_of_the_past(column)
    }
    assert stays == {"customer_merge.survivor_id", "customer_merge.loser_id"}


def test_a_table_without_words_has_a_name_that_can_be_read():
    assert label_of("customer_price_agreement") == "Price agreement"


def company() -> sa.Column[int]:
    return sa.Column("company_id", sa.Integer, sa.ForeignKey("company.id"), nullable=False)


@pytest.fixture
def later(work) -> Iterator[dict[str, sa.Table]]:
    """Tables of next year: agreements, their lines, and links between customers."""
    metadata = SQLModel.metadata
    agreement = sa.Table(
        "agreement",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        company(),
        sa.Column("customer_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("text", sa.String(200)),
        sa.Column("is_main", sa.Boolean, nullable=False),
        reference("customer_id", "customer"),
        sa.UniqueConstraint("company_id", "id"),
        sa.UniqueConstraint("company_id", "customer_id", "kind"),
    )
    line = sa.Table(
        "agreement_line",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        company(),
        sa.Column("agreement_id", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        reference("agreement_id", "agreement"),
        sa.UniqueConstraint("agreement_id", "place"),
    )
    link = sa.Table(
        "customer_link",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        company(),
        sa.Column("from_id", sa.Integer, nullable=False),
        sa.Column("to_id", sa.Integer, nullable=False),
        reference("from_id", "customer"),
        reference("to_id", "customer"),
        info={"pair": True},
    )
    sa.Index("ux_customer_link", link.c.from_id, link.c.to_id, unique=True)
    nickname = sa.Table(
        "nickname",
        metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        company(),
        sa.Column("customer_id", sa.Integer, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
    )
    sa.Index("ux_nickname", nickname.c.customer_id, sa.func.lower(nickname.c.name), unique=True)
    tables = [agreement, line, link, nickname]
    metadata.create_all(work.session.connection(), tables)
    yield {table.name: table for table in tables}
    work.session.rollback()
    for table in reversed(tables):
        metadata.remove(table)


@pytest.fixture
def two(work):
    return factories.customer(work, 501, "En AS"), factories.customer(work, 502, "To AS")


def put(work, table: sa.Table, **values) -> int:
    row = {"company_id": work.company_id, **values}
    return work.session.connection().execute(sa.insert(table).values(row)).inserted_primary_key[0]


def held(work, table: sa.Table, *columns: str) -> list[tuple]:
    query = sa.select(*(table.c[name] for name in columns)).order_by(*columns)
    return [tuple(row) for row in work.session.connection().execute(query)]


def test_its_rows_are_previewed_moved_and_undone(work, two, later):
    stays, goes = two
    table = later["agreement"]
    put(work, table, customer_id=goes.key, kind="a", text="x", is_main=True)
    before = rows_of(work)
    seen = {each.label: each.count for each in comparison(work, stays.key, goes.key).moving}
    assert seen["Agreement"] == 1
    merge = merge_customers(work, stays.key, goes.key, Choice())
    assert held(work, table, "customer_id") == [(stays.key,)]
    assert dict(undo_preview(work, merge).back) == {"Agreement": 1}
    undo_merge(work, merge)
    assert rows_of(work) == before


def test_what_stands_on_a_doubled_row_moves_to_the_kept_one(work, two, later):
    stays, goes = two
    agreement, line = later["agreement"], later["agreement_line"]
    kept = put(work, agreement, customer_id=stays.key, kind="a", text="", is_main=False)
    double = put(work, agreement, customer_id=goes.key, kind="a", text="mer", is_main=True)
    put(work, line, agreement_id=kept, place=1)
    put(work, line, agreement_id=double, place=1)
    put(work, line, agreement_id=double, place=2)
    before = rows_of(work)
    merge = merge_customers(work, stays.key, goes.key, Choice())
    assert held(work, agreement, "id", "customer_id", "text", "is_main") == [
        (kept, stays.key, "mer", False)
    ]
    assert held(work, line, "agreement_id", "place") == [(kept, 1), (kept, 2)]
    undo_merge(work, merge)
    assert rows_of(work) == before


def test_a_link_between_the_two_goes_and_links_to_others_move(work, two, later, world):
    stays, goes = two
    link, other = later["customer_link"], world.nord.customers[10001]
    put(work, link, from_id=goes.key, to_id=stays.key)
    put(work, link, from_id=goes.key, to_id=other)
    put(work, link, from_id=other, to_id=goes.key)
    put(work, link, from_id=other, to_id=stays.key)
    before = rows_of(work)
    merge = merge_customers(work, stays.key, goes.key, Choice())
    assert sorted(held(work, link, "from_id", "to_id")) == sorted(
        [(stays.key, other), (other, stays.key)]
    )
    undo_merge(work, merge)
    assert rows_of(work) == before


def test_a_unique_index_over_an_expression_and_a_plain_reference_are_seen(work, two, later):
    stays, goes = two
    table = later["nickname"]
    put(work, table, customer_id=stays.key, name="Tindra", current=True)
    put(work, table, customer_id=goes.key, name="TINDRA", current=True)
    put(work, table, customer_id=goes.key, name="Tind", current=True)
    before = rows_of(work)
    merge = merge_customers(work, stays.key, goes.key, Choice())
    assert held(work, table, "name") == [("Tind",), ("Tindra",)]
    undo_merge(work, merge)
    assert rows_of(work) == before


def test_an_answer_not_duplicates_follows_its_customer(work, two, world):
    stays, goes = two
    third = world.nord.customers[10001]
    for pair in ((goes.key, third), (stays.key, goes.key)):
        row = NotDuplicates(one_id=min(pair), other_id=max(pair), at=NOW)
        factories.stored(work, row)
    before = rows_of(work)
    merge = merge_customers(work, stays.key, goes.key, Choice())
    table = vars(NotDuplicates)["__table__"]
    assert [set(row) for row in held(work, table, "one_id", "other_id")] == [{stays.key, third}]
    undo_merge(work, merge)
    assert rows_of(work) == before


def test_nothing_is_added_to_a_merged_customer(work, two):
    stays, goes = two
    merge_customers(work, stays.key, goes.key, Choice())
    rows = [
        {"customer_id": goes.key, "text": "x", "author_id": work.actor.user_id,
         "author_name": "x", "created_at": NOW}
    ]  # fmt: skip
    with pytest.raises(CustomerIsMerged) as refused:
        work.insert_rows(CustomerNote, rows)
    assert "501 En AS" in refused.value.message
    with pytest.raises(CustomerIsMerged), work.session.no_autoflush:
        factories.note(work, goes.key, "x")
    work.session.rollback()


def test_the_merge_may_name_the_merged_one():
    assert customer_columns(vars(CustomerMerge)["__table__"]) == ()
    assert customer_columns(vars(CustomerNote)["__table__"]) == ("customer_id",)
