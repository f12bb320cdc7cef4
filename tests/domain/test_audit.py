"""The audit log: complete, per company, and only added to."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.session import AppendOnly
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.audit.commands import differences, record, record_everywhere
from moment_ui.models.audit import AuditEntry
from moment_ui.models.customer import Customer
from moment_ui.reports import AUDIT_LOG
from moment_ui.reports.address import parse
from moment_ui.reports.run import totals_of
from tests.world import NOW, World


def test_an_entry_says_who_what_when_and_from_what_to_what(world: World) -> None:
    key = world.nord.customers[10001]
    with writing(world.nord.economy) as work:
        customer = work.session.get_one(Customer, key)
        changes = differences({"name": "A", "city": "B", "org": None}, {"name": "C", "city": "B"})
        record(work, "edit_customer", customer, "10001 Fjord", changes)
    with reading(world.nord.administrator) as work:
        mine = select(AuditEntry).where(
            AuditEntry.subject_id == key, AuditEntry.action == "edit_customer"
        )
        entry = work.session.exec(mine).one().model_copy()
    assert (entry.at, entry.user_name, entry.action) == (NOW, "Kari Economy", "edit_customer")
    assert (entry.subject, entry.subject_id, entry.summary) == ("customer", key, "10001 Fjord")
    assert entry.changes == {"name": ["A", "C"]}


def test_a_command_that_fails_leaves_no_entry(world: World) -> None:
    def fail(work: Work) -> None:
        record(work, "edit_nothing")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), writing(world.nord.economy) as work:
        fail(work)
    with reading(world.nord.administrator) as work:
        assert "edit_nothing" not in work.session.exec(select(AuditEntry.action)).all()


def test_an_act_around_a_log_in_is_told_to_each_company_of_the_user(world: World) -> None:
    record_everywhere(world.nord.both.user_id, "log_in", "127.0.0.1")
    for place in world.places:
        with reading(place.administrator) as work:
            said = select(AuditEntry.user_name, AuditEntry.summary).where(
                AuditEntry.action == "log_in"
            )
            assert list(work.session.exec(said)) == [("Bodil Begge", "127.0.0.1")]


def test_a_log_in_leaves_the_figures_in_their_caches_but_the_log_knows_of_it(world: World) -> None:
    reader = world.nord.administrator
    with reading(reader) as work:
        figures = work.data_version()
        logged = totals_of(work, AUDIT_LOG, parse("", AUDIT_LOG)).count
    record_everywhere(reader.user_id, "log_in", "127.0.0.1")
    with reading(reader) as work:
        assert work.data_version() == figures
        assert totals_of(work, AUDIT_LOG, parse("", AUDIT_LOG)).count == logged + 1


def _edit(work: Work) -> None:
    work.session.exec(select(AuditEntry)).first().summary = "Something else"  # type: ignore[union-attr]
    work.session.flush()


def _delete(work: Work) -> None:
    work.session.delete(work.session.exec(select(AuditEntry)).first())
    work.session.flush()


TRICKS: dict[str, Any] = {
    "edit a row": _edit,
    "delete a row": _delete,
    "update": lambda work: work.session.exec(sa.update(AuditEntry).values(summary="x")),
    "update some": lambda work: work.session.exec(
        sa.update(AuditEntry).where(col(AuditEntry.id) == 1).values(summary="x")
    ),
    "delete": lambda work: work.session.exec(sa.delete(AuditEntry)),
    "update rows": lambda work: work.update_rows(AuditEntry, [{"id": 1, "summary": "x"}]),
}


@pytest.mark.parametrize("trick", TRICKS)
def test_an_entry_can_be_neither_changed_nor_removed(world: World, trick: str) -> None:
    everything = select(AuditEntry.id, AuditEntry.summary).order_by(col(AuditEntry.id))
    with reading(world.nord.administrator) as work:
        before = list(work.session.exec(everything))
    with pytest.raises(AppendOnly), writing(world.nord.administrator) as work:
        TRICKS[trick](work)
    with reading(world.nord.administrator) as work:
        assert list(work.session.exec(everything)) == before != []
