"""The export status of invoices: a range, those ticked, the way back, and the borders."""

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.invoices.export_status import (
    NumberRange,
    export_statuses,
    numbered,
    restore_export_status,
    set_export_status,
)
from moment_ui.models.audit import AuditEntry
from moment_ui.models.invoice import ExportStatus, Invoice

TO_TRANSFER, TRANSFERRED, NOT = ExportStatus


def statuses(place) -> dict[int, ExportStatus]:
    with reading(place.economy) as work:
        query = select(col(Invoice.number), col(Invoice.export_status))
        return {number: status for number, status in work.session.exec(query) if number}


def test_a_range_holds_both_ends_and_no_drafts(world):
    with reading(world.nord.economy) as work:
        assert numbered(work, NumberRange(5001, 5003)) == [
            world.nord.invoices[number] for number in (5001, 5002, 5003)
        ]
        assert numbered(work, NumberRange(1, 4999)) == []
        everything = numbered(work, NumberRange(1, 999_999))
    assert len(everything) == len(statuses(world.nord))


def test_a_range_can_be_one_customers_alone(world):
    customer_id = world.nord.customers[10002]
    with reading(world.nord.economy) as work:
        ids = numbered(work, NumberRange(1, 999_999, customer_id))
        query = select(Invoice.customer_id).where(col(Invoice.id).in_(ids))
        assert set(work.session.exec(query)) == {customer_id}


def test_a_range_that_ends_before_it_begins_is_told(world):
    with reading(world.nord.economy) as work, pytest.raises(Invalid) as wrong:
        export_statuses(work, NumberRange(5003, 5001))
    assert "last" in wrong.value.fields


def test_the_preview_counts_what_the_change_then_changes(world):
    numbers = NumberRange(5001, 5003)
    with writing(world.nord.economy) as work:
        set_export_status(work, [world.nord.invoices[5002]], TRANSFERRED)
    with writing(world.nord.economy) as work:
        found = export_statuses(work, numbers)
        change = set_export_status(work, numbered(work, numbers), TRANSFERRED, reason="By hand")
    assert change.count == sum(found.values()) - found[TRANSFERRED] == 2
    assert {statuses(world.nord)[n] for n in (5001, 5002, 5003)} == {TRANSFERRED}


def test_each_invoice_that_changed_stands_in_the_audit_log_with_the_reason(world):
    ids = [world.nord.invoices[number] for number in (5001, 5002)]
    with writing(world.nord.economy) as work:
        set_export_status(work, ids, NOT, reason="Is in the old system")
    with reading(world.nord.administrator) as work:
        query = select(AuditEntry).where(AuditEntry.action == "set_export_status")
        entries = list(work.session.exec(query))
        assert sorted(entry.subject_id or 0 for entry in entries) == sorted(ids)
        assert entries[0].changes == {
            "export_status": ["to-transfer", "do-not-transfer"],
            "reason": ["", "Is in the old system"],
        }
        assert entries[0].user_name == world.nord.economy.name


def test_undo_spares_those_changed_since(world):
    before = statuses(world.nord)
    ids = [world.nord.invoices[number] for number in (5001, 5002, 5003)]
    with writing(world.nord.economy) as work:
        change = set_export_status(work, ids, TRANSFERRED)
    with writing(world.nord.economy) as work:
        set_export_status(work, ids[:1], NOT)
    with writing(world.nord.economy) as work:
        assert restore_export_status(work, change) == 2
    assert statuses(world.nord) == before | {5001: NOT}


def test_the_other_companys_invoices_do_not_exist(world):
    before = statuses(world.sor)
    with writing(world.nord.economy) as work:
        ids = numbered(work, NumberRange(1, 999_999))
        set_export_status(work, ids, NOT)
        with pytest.raises(NotFound):
            set_export_status(work, [world.sor.invoices[5001]], NOT)
    assert statuses(world.sor) == before


@pytest.mark.parametrize("role", ["project_leader", "co_worker", "external"])
def test_only_who_may_changes_an_export_status(world, role):
    actor = getattr(world.nord, role)
    with writing(actor) as work, pytest.raises(NotPermitted):
        set_export_status(work, [world.nord.invoices[5001]], NOT)
