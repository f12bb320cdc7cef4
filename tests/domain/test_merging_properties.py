"""Whatever two customers hold: sums are conserved, and a merge and its undo leave nothing behind."""

import datetime as dt
import threading
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from moment_ui.core.errors import Conflict
from moment_ui.db.work import reading, writing
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.errors import CannotUndo
from moment_ui.domain.merging.fields import FIELDS, Choice
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer, CustomerNote, CustomerStatus
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.tag import CustomerTag
from tests import factories
from tests.merging import rows_of

DAY = dt.date(2026, 9, 1)
ALL_CONFIRMED = frozenset({"merge-org-numbers", "merge-currencies", "merge-blocked"})
ORG_NUMBERS = ("", "994218700", "923609016")
some = st.lists(st.integers(0, 3), max_size=4, unique=True)
held = st.fixed_dictionaries(
    {
        "invoices": st.lists(st.integers(1, 10_000), max_size=3),
        "drafts": st.integers(0, 2),
        "tags": some,
        "contacts": st.dictionaries(st.integers(0, 3), st.sampled_from(["", "Leder"]), max_size=4),
        "notes": st.integers(0, 2),
        "fields": st.fixed_dictionaries(
            {
                "org_number": st.sampled_from(ORG_NUMBERS),
                "phone": st.sampled_from(["", "73540100"]),
                "currency": st.sampled_from(["NOK", "SEK"]),
                "status": st.sampled_from(list(CustomerStatus)),
                "is_participant": st.booleans(),
                "credit_days": st.sampled_from([None, 14]),
                "visiting_city": st.sampled_from(["", "Tromsø"]),
            }
        ),
    }
)
relaxed = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def filled(work: Any, number: int, what: Any, tags: list[int], people: list[int]) -> int:
    """A customer that holds what was drawn; returns its id."""
    row = factories.customer(work, number, f"Kunde {number % 10}", **what["fields"])
    for place, net in enumerate(what["invoices"]):
        invoice = factories.invoice(work, row.key, number * 10 + place, str(net), DAY)
        factories.payment(work, invoice, str(net // 2), DAY)
    for _draft in range(what["drafts"]):
        factories.invoice(work, row.key, None, "100", printed_name=row.name)
    for tag in what["tags"]:
        factories.tag_customer(work, row.key, tags[tag])
    for person, title in what["contacts"].items():
        place = CustomerContact(customer_id=row.key, contact_id=people[person], title=title)
        factories.stored(work, place)
    for n in range(what["notes"]):
        factories.note(work, row.key, f"Note {n}")
    return row.key


def material(work: Any, home: int) -> tuple[list[int], list[int]]:
    """Four tags and four people to draw from."""
    tags = [factories.tag(work, f"T{n}", f"G{n}").key for n in range(4)]
    people = [factories.contact(work, f"P{n}", f"p{n}@x.example", home).key for n in range(4)]
    return tags, people


def sums(work: Any, *ids: int) -> dict[tuple[str, str], tuple[Decimal, Decimal, Decimal, int]]:
    """Gross, paid and outstanding per currency and state of some customers' invoices."""
    query = sa.select(
        col(Invoice.currency),
        col(Invoice.state),
        sa.func.sum(col(Invoice.gross)),
        sa.func.sum(col(Invoice.paid)),
        sa.func.sum(col(Invoice.outstanding)),
        sa.func.count(),
    ).where(col(Invoice.customer_id).in_(ids))
    grouped = query.group_by(col(Invoice.currency), col(Invoice.state))
    return {(row[0], row[1]): tuple(row[2:]) for row in work.session.execute(grouped)}


@relaxed
@given(one=held, other=held, taken=st.sets(st.sampled_from(FIELDS)), keep_tags=st.booleans())
def test_merge_conserves_and_undo_restores(world, one, other, taken, keep_tags):
    with writing(world.nord.administrator) as work:
        tags, people = material(work, world.nord.customers[10001])
        stays = filled(work, 501, one, tags, people)
        goes = filled(work, 602, other, tags, people)
        before, money = rows_of(work), sums(work, stays, goes)
        wanted = _kept(work, (stays, goes)) if keep_tags else None
        choice = Choice(frozenset(taken) | {"is_customer"}, keep_tags, ALL_CONFIRMED)
        merge = merge_customers(work, stays, goes, choice)
        assert sums(work, stays) == money
        assert sums(work, goes) == {}
        if wanted is not None:
            assert _kept(work, (stays,)) == wanted
        issued = select(Invoice).where(Invoice.state != InvoiceState.DRAFT)
        theirs = work.session.exec(issued.where(Invoice.customer_id == stays)).all()
        assert all(row.printed_number == row.number // 10 for row in theirs if row.number)
        undo_merge(work, merge)
        assert rows_of(work) == before
        work.session.rollback()


def _kept(work: Any, ids: tuple[int, ...]) -> dict[str, set[int]]:
    """The different tags and people of some customers."""
    return {
        "tags": set(
            work.session.exec(
                select(CustomerTag.tag_id).where(col(CustomerTag.customer_id).in_(ids))
            )
        ),
        "people": set(
            work.session.exec(
                select(CustomerContact.contact_id).where(col(CustomerContact.customer_id).in_(ids))
            )
        ),
    }


@relaxed
@given(
    steps=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4), st.booleans()), max_size=8),
    holdings=st.lists(held, min_size=5, max_size=5),
)
def test_any_sequence_of_merges_and_undos_keeps_every_row_once(world, steps, holdings):
    with writing(world.nord.administrator) as work:
        tags, people = material(work, world.nord.customers[10001])
        ids = [filled(work, 501 + 101 * n, what, tags, people) for n, what in enumerate(holdings)]
        before, money = rows_of(work), sums(work, *ids)
        done: list[int] = []
        for one, other, undo in steps:
            _step(work, done, (ids[one], ids[other]), undo=undo)
            assert sums(work, *ids) == money
            alive = work.session.exec(select(Customer).filter_by(merged_into_id=None))
            assert sums(work, *({row.key for row in alive} & set(ids))) == money
        for merge in reversed(done):
            undo_merge(work, merge)
        assert rows_of(work) == before
        work.session.rollback()


def _step(work: Any, done: list[int], pair: tuple[int, int], *, undo: bool) -> None:
    if undo and done:
        undo_merge(work, done.pop())
        return
    choice = Choice(frozenset({"phone", "is_customer"}), confirmed=ALL_CONFIRMED)
    try:
        done.append(merge_customers(work, *pair, choice))
    except CannotUndo:
        raise
    except Conflict:
        pass


@pytest.mark.parametrize(
    "pairs", [((1, 2), (1, 2)), ((1, 2), (2, 1)), ((1, 2), (2, 3)), ((1, 2), (3, 1))]
)
def test_of_two_merges_at_once_one_is_done_and_the_other_told(world, pairs):
    keys = {n: world.nord.customers[10000 + n] for n in (1, 2, 3)}
    with reading(world.nord.administrator) as work:
        money = sums(work, *keys.values())
        versions = {key: work.session.get_one(Customer, key).version for key in keys.values()}
    told: list[object] = []
    together = threading.Barrier(2)

    def merge(pair: tuple[int, int]) -> None:
        stays, goes = keys[pair[0]], keys[pair[1]]
        together.wait()
        try:
            with writing(world.nord.administrator) as work:
                seen = versions[stays], versions[goes]
                choice = Choice(confirmed=ALL_CONFIRMED)
                told.append(merge_customers(work, stays, goes, choice, versions=seen))
        except Conflict as conflict:
            told.append(conflict)

    threads = [threading.Thread(target=merge, args=(pair,)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kinds = Counter("done" if isinstance(each, int) else "told" for each in told)
    assert kinds == {"done": 1, "told": 1}
    with reading(world.nord.administrator) as work:
        assert sums(work, *keys.values()) == money
        merged = select(Customer.id).where(col(Customer.merged_into_id).is_not(None))
        assert len(work.session.exec(merged).all()) == 1


def test_a_note_written_while_the_customer_is_merged_is_never_lost(world):
    """Whoever is first, the note ends with the one that stays, or its writer is told."""
    stays, goes = (world.nord.customers[number] for number in (10001, 10002))
    together = threading.Barrier(2)
    told: list[Exception] = []

    def write() -> None:
        together.wait()
        try:
            with writing(world.nord.administrator) as work:
                factories.note(work, goes, "Samtidig")
        except Conflict as conflict:
            told.append(conflict)

    def merge() -> None:
        together.wait()
        with writing(world.nord.administrator) as work:
            merge_customers(work, stays, goes, Choice(confirmed=ALL_CONFIRMED))

    threads = [threading.Thread(target=act) for act in (write, merge)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with reading(world.nord.administrator) as work:
        notes = work.session.exec(select(CustomerNote).where(CustomerNote.text == "Samtidig")).all()
        assert [note.customer_id for note in notes] == ([] if told else [stays])
