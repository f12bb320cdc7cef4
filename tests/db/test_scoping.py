"""The scoped session, tricked: nothing that can be written with it leaves the company."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.engine import engine
from moment_ui.db.session import EscapesCompany, scoped_classes
from moment_ui.db.statement import keep
from moment_ui.db.work import Work, global_reading, global_writing, reading, writing
from moment_ui.models.customer import Customer, CustomerNote
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import Project
from moment_ui.models.tag import Tag
from tests import factories
from tests.world import World

Statement = Callable[[], Any]
raw = sa.sql.expression.text
names: Any = col(Customer.postal_city)
inner = sa.select(names.label("city"), col(Customer.id).label("id"))
other: Any = aliased(Customer)


def _recursive() -> Any:
    start = sa.select(col(Customer.id).label("id"), names.label("city")).cte(recursive=True)
    more = sa.select(col(Customer.id), names).where(col(Customer.id) == start.c.id + 1000)
    return sa.select(start.union_all(more).c.city)


def _moved(work: Work, world: World) -> None:
    row = work.session.get_one(Customer, world.nord.customers[10001])
    row.company_id = world.sor.company_id
    work.session.flush()


def _foreign(work: Work, world: World) -> None:
    with reading(world.sor.administrator) as elsewhere:
        row = elsewhere.session.get_one(Customer, world.sor.customers[10001])
        elsewhere.session.expunge(row)
    row.name = "Stjålet"
    work.session.add(row)
    work.session.flush()


READS: dict[str, Statement] = {
    "entity": lambda: sa.select(Customer),
    "column": lambda: sa.select(names),
    "count": lambda: sa.select(sa.func.count()).select_from(Customer),
    "sum without an entity": lambda: sa.select(sa.func.sum(col(Invoice.gross))),
    "alias": lambda: sa.select(other.postal_city),
    "self join": lambda: sa.select(names, other.postal_city).join(
        other, col(other.number) == col(Customer.number)
    ),
    "outer join": lambda: sa.select(names, col(Invoice.gross)).outerjoin(
        Invoice, col(Invoice.customer_id) == col(Customer.id)
    ),
    "join on nothing": lambda: sa.select(names, col(Project.description)).join(Project, sa.true()),
    "cross join": lambda: sa.select(names, col(Project.description)).where(
        col(Project.id) > col(Customer.id) - 1000
    ),
    "subquery": lambda: sa.select(inner.subquery().c.city),
    "subquery of an alias": lambda: sa.select(
        sa.select(other.postal_city).subquery().c.postal_city
    ),
    "CTE": lambda: sa.select(inner.cte().c.city),
    "recursive CTE": _recursive,
    "union": lambda: sa.union(sa.select(names), sa.select(other.postal_city)),
    "union as subquery": lambda: sa.select(
        sa.union_all(sa.select(names), sa.select(other.postal_city)).subquery().c.postal_city
    ),
    "intersect": lambda: sa.intersect(sa.select(names), sa.select(names)),
    "scalar subquery": lambda: sa.select(sa.select(sa.func.max(names)).scalar_subquery()),
    "correlated": lambda: sa.select(
        names,
        sa.select(sa.func.sum(col(Invoice.gross)))
        .where(col(Invoice.customer_id) == col(Customer.id))
        .scalar_subquery(),
    ),
    "exists": lambda: sa.select(sa.exists().where(names == "SOR-ONLY")),
    "in subquery": lambda: sa.select(names).where(
        col(Customer.id).in_(sa.select(col(Invoice.customer_id)))
    ),
    "or that is always true": lambda: sa.select(names).where(sa.or_(sa.true(), names == "x")),
    "group": lambda: sa.select(names, sa.func.count()).group_by(names),
    "window": lambda: sa.select(names, sa.func.row_number().over(order_by=names)),
    "case": lambda: sa.select(sa.case((names == "x", "y"), else_=names)),
    "lateral columns of a subquery": lambda: sa.select(sa.func.count()).select_from(
        inner.subquery()
    ),
}


@pytest.mark.parametrize("trick", READS)
def test_no_statement_reads_the_other_company(world: World, trick: str) -> None:
    seen: list[list[Any]] = []
    for place in world.places:
        with reading(place.administrator) as work:
            rows = work.session.execute(READS[trick]()).all()
            seen.append([tuple(_plain(value) for value in row) for row in rows])
    _assert_apart(*seen)


@pytest.mark.parametrize("trick", [trick for trick in READS if trick != "entity"])  # with its ids
def test_no_kept_statement_reads_the_other_company(world: World, trick: str) -> None:
    seen: list[list[Any]] = []
    kept = keep(READS[trick](), engine().dialect)
    for place in world.places:
        with reading(place.administrator) as work:
            seen.append(list(kept.rows(work.session)))
    _assert_apart(*seen)


def _assert_apart(nord: list[Any], sor: list[Any]) -> None:
    assert nord
    assert "SOR-ONLY" not in repr(nord)
    assert "NORD-ONLY" not in repr(sor)
    _assert_same_shape(nord, sor)


def _plain(value: Any) -> Any:
    return value.model_dump() if isinstance(value, Customer) else value


def _assert_same_shape(nord: list[Any], sor: list[Any]) -> None:
    """As many rows on both sides: nothing of the other company was counted in."""
    assert len(nord) == len(sor)
    for first, second in zip(nord, sor, strict=True):
        for one, two in zip(first, second, strict=True):
            if isinstance(one, Decimal):
                assert two == one * 7
            elif isinstance(one, int) and not isinstance(one, bool):
                assert two == one


def test_an_id_of_the_other_company_finds_nothing(world: World) -> None:
    foreign = world.sor.customers[10001]
    with reading(world.nord.administrator) as work:
        assert work.session.get(Customer, foreign) is None
        assert work.session.get(Customer, world.nord.customers[10001]) is not None


def test_bulk_updates_and_deletes_stay_inside(world: World) -> None:
    with writing(world.nord.administrator) as work:
        work.session.exec(sa.update(Customer).values(phone="22 22 22 22"))
        work.session.exec(sa.delete(CustomerNote))
        work.session.exec(
            sa.update(Customer)
            .where(col(Customer.id) == world.sor.customers[10001])
            .values(name="Stjålet")
        )
    with reading(world.sor.administrator) as work:
        assert set(work.session.exec(select(Customer.phone))) == {""}
        assert len(work.session.exec(select(CustomerNote)).all()) == 5
        assert work.session.get_one(Customer, world.sor.customers[10001]).name != "Stjålet"


def test_updates_by_a_list_of_ids_stay_inside(world: World) -> None:
    ours, theirs = world.nord.customers[10001], world.sor.customers[10001]
    rows = [{"id": ours, "name": "Nytt navn"}, {"id": theirs, "name": "Stjålet"}]
    with writing(world.nord.administrator) as work:
        with pytest.raises(EscapesCompany):
            work.session.execute(sa.update(Customer), rows)
        assert work.update_rows(Customer, rows) == 1
    with reading(world.nord.administrator) as work:
        assert work.session.get_one(Customer, ours).name == "Nytt navn"
    with reading(world.sor.administrator) as work:
        assert work.session.get_one(Customer, theirs).name == "Fjord Eiendom AS"


WRITES: dict[str, Callable[[Work, World], Any]] = {
    "insert": lambda work, world: work.session.execute(
        sa.insert(Tag).values(company_id=world.sor.company_id, group_id=1, name="x")
    ),
    "insert many": lambda work, world: work.session.execute(
        sa.insert(Tag), [{"company_id": world.sor.company_id, "group_id": 1, "name": "x"}]
    ),
    "insert from select": lambda work, world: work.session.execute(
        sa.insert(Tag).from_select(["name"], sa.select(col(Tag.name)))
    ),
    "bulk save": lambda work, world: work.session.bulk_save_objects([Tag(group_id=1, name="x")]),
    "bulk insert": lambda work, world: work.session.bulk_insert_mappings(Tag, [{"name": "x"}]),
    "bulk update": lambda work, world: work.session.bulk_update_mappings(
        Customer, [{"id": world.sor.customers[10001], "name": "x"}]
    ),
    "rows of another company": lambda work, world: work.insert_rows(
        Tag, [{"company_id": world.sor.company_id, "group_id": 1, "name": "x"}]
    ),
    "update to another company": lambda work, world: work.session.execute(
        sa.update(Customer).values(company_id=world.sor.company_id)
    ),
    "update by column": lambda work, world: work.session.execute(
        sa.update(Customer).values({col(Customer.company_id): world.sor.company_id})
    ),
    "update by ordered values": lambda work, world: work.session.execute(
        sa.update(Customer).ordered_values((col(Customer.company_id), world.sor.company_id))
    ),
    "update by parameters": lambda work, world: work.session.execute(
        sa.update(Customer), [{"id": world.nord.customers[10001], "company_id": 2}]
    ),
    "update by one parameter": lambda work, world: work.session.execute(
        sa.update(Customer), {"company_id": world.sor.company_id}
    ),
    "update_rows to another company": lambda work, world: work.update_rows(
        Customer, [{"id": world.nord.customers[10001], "company_id": world.sor.company_id}]
    ),
    "new row": lambda work, world: factories.stored(
        work,
        Customer(
            number=1,
            name="x",
            company_id=world.sor.company_id,
            created_at=clock.now(),
            updated_at=clock.now(),
        ),
    ),
    "moved row": _moved,
    "foreign row": _foreign,
    "raw SQL": lambda work, world: work.session.execute(raw("select name from customer")),
    "raw SQL as an entity": lambda work, world: work.session.execute(
        sa.select(Customer).from_statement(raw("select * from customer"))
    ),
    "core table": lambda work, world: work.session.execute(sa.select(vars(Customer)["__table__"])),
    "core table by name": lambda work, world: work.session.execute(
        sa.select(sa.column("name")).select_from(sa.table("customer"))
    ),
    "core table in a subquery": lambda work, world: work.session.execute(
        sa.select(sa.select(sa.column("name")).select_from(sa.table("customer")).scalar_subquery())
    ),
    "raw SQL in a subquery": lambda work, world: work.session.execute(
        sa.select(sa.select(raw("name from customer")).scalar_subquery())
    ),
    "core delete": lambda work, world: work.session.execute(sa.delete(vars(Customer)["__table__"])),
}


@pytest.mark.parametrize("trick", WRITES)
def test_no_trick_writes_to_the_other_company(world: World, trick: str) -> None:
    with pytest.raises(EscapesCompany), writing(world.nord.administrator) as work:
        WRITES[trick](work, world)
    with reading(world.nord.administrator) as work:
        assert len(work.session.exec(select(Customer)).all()) == 5
    with reading(world.sor.administrator) as work:
        assert len(work.session.exec(select(Customer)).all()) == 5


def test_the_schema_itself_refuses_a_reference_across(world: World) -> None:
    with pytest.raises(IntegrityError), writing(world.nord.administrator) as work:
        factories.invoice(work, world.sor.customers[10001], 9001)


def test_a_session_without_a_scope_sees_no_companys_rows(world: World) -> None:
    with global_reading() as session:
        for model in scoped_classes():
            assert session.execute(sa.select(model)).all() == []
        assert session.get(Customer, world.nord.customers[10001]) is None


@pytest.mark.parametrize(
    "statement",
    [
        sa.update(Customer).values(name="x"),
        sa.delete(Customer),
        sa.insert(Tag).values(company_id=1, group_id=1, name="x"),
        sa.select(vars(Customer)["__table__"]),
        raw("select * from customer"),
    ],
    ids=["update", "delete", "insert", "core", "raw"],
)
def test_a_session_without_a_scope_changes_no_companys_rows(world: World, statement: Any) -> None:
    with pytest.raises(EscapesCompany), global_writing() as session:
        session.execute(statement)
    with reading(world.nord.administrator) as work:
        assert "x" not in set(work.session.exec(select(Customer.name)))


def test_a_session_without_a_scope_stores_no_companys_row(world: World) -> None:
    with pytest.raises(EscapesCompany), global_writing() as session:
        session.add(Tag(company_id=world.nord.company_id, group_id=1, name="x"))


def test_threads_do_not_mix_companies(world: World) -> None:
    def cities(turn: int) -> tuple[str, set[str]]:
        place = world.places[turn % 2]
        with reading(place.administrator) as work:
            return place.mark, set(work.session.exec(select(Customer.postal_city)))

    with ThreadPoolExecutor(8) as pool:
        for mark, seen in pool.map(cities, range(200)):
            assert seen == {mark}
