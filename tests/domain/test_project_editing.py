"""A project's fields one at a time, its status, and what stands in the way of closing it."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.price_models.commands import create_model
from moment_ui.domain.price_models.plan import add_payment
from moment_ui.domain.price_models.rules import ModelDraft, PaymentDraft
from moment_ui.domain.projects import closing, editing
from moment_ui.domain.projects.closing import StillToInvoice
from moment_ui.domain.projects.editing import FieldChanged, FieldEdit
from moment_ui.domain.projects.errors import ProjectNumberTaken
from moment_ui.domain.projects.page import project as shown
from moment_ui.domain.projects.page import team
from moment_ui.models.audit import AuditEntry
from moment_ui.models.price_model import PriceModelKind
from moment_ui.models.project import Project, ProjectStatus
from tests import factories

CLOSED, ACTIVE = ProjectStatus.CLOSED, ProjectStatus.ACTIVE


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


def save(work, project, key, text):
    before = editing.field_texts(work, project)[key]
    return editing.edit_field(work, FieldEdit(project, key, before, text))


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("name", "  Kaien  8 ", "Kaien 8"),
        ("number", "P-777", "P-777"),
        ("start_on", "2026-03-01", "01.03.2026"),
        ("end_on", "31/12/2027", "31.12.2027"),
        ("budget_minutes", "7,5", "7:30"),
        ("budget_minutes", "120", "120"),
        ("budget_minutes", "", ""),
        ("currency", "eur", "EUR"),
        ("description", "Første\r\nlinje ", "Første\nlinje"),
    ],
)
def test_a_field_is_saved_as_it_is_meant_and_goes_back(world, project, key, typed, kept):
    with writing(world.nord.project_leader) as work:
        saved = save(work, project, key, typed)
        assert editing.field_texts(work, project)[key] == saved.after == kept
        editing.undo_edit(work, saved)
        assert editing.field_texts(work, project)[key] == saved.before


def test_what_does_not_fit_is_refused_with_a_reason(world, project):
    with writing(world.nord.project_leader) as work:
        save(work, project, "start_on", "01.06.2026")
        for key, typed in (
            ("name", " "),
            ("number", ""),
            ("end_on", "31.05.2026"),
            ("start_on", "soon"),
            ("budget_minutes", "a lot"),
            ("currency", "XXQ"),
        ):
            with pytest.raises(Invalid):
                save(work, project, key, typed)
        with pytest.raises(ProjectNumberTaken):
            save(work, project, "number", "P-200")
        with pytest.raises(NotFound):
            editing.edit_field(work, FieldEdit(project, "customer_id", "", "1"))


def test_two_people_save_two_fields_but_not_the_same_one(world, project):
    with writing(world.nord.project_leader) as work:
        name = FieldEdit(project, "name", "Prosjekt P-100", "Kaien")
        save(work, project, "budget_minutes", "10")
        editing.edit_field(work, name)
        with pytest.raises(FieldChanged, match="Kari Project-Leader changed this"):
            editing.edit_field(work, name)


def test_a_new_leader_joins_the_team_and_is_told_by_name(world, project):
    with writing(world.nord.project_leader) as work:
        person = factories.co_worker(work, "Åse Ødegård").key
        save(work, project, "leader_id", str(person))
        assert shown(work, project).leader == "Åse Ødegård"
        assert ("Åse Ødegård", True) in {(row.name, row.is_leader) for row in team(work, project)}
        stranger = next(iter(world.sor.co_workers.values()))
        with pytest.raises(NotFound):
            save(work, project, "leader_id", str(stranger))
    with reading(world.nord.administrator) as work:
        entries = work.session.exec(select(AuditEntry).where(AuditEntry.action == "edit_project"))
        assert [row.changes["leader_id"][1] for row in entries] == ["Åse Ødegård"]


def test_a_renamed_project_is_found_by_its_new_name(world, project):
    with writing(world.nord.project_leader) as work:
        save(work, project, "name", "Sjøfronten")
        search = work.session.exec(select(Project.search).where(Project.id == project)).one()
    assert "sjofronten" in search
    assert "fjord" in search


def test_closing_asks_about_hours_payments_and_drafts_and_can_be_undone(world, project):
    with writing(world.nord.project_leader) as work:
        model = create_model(
            work, project, ModelDraft(PriceModelKind.FIXED_PRICE, "Fast", net=Decimal(1000))
        )
        assert closing.open_ends(work, project).minutes == 0  # within the fixed price
        due = PaymentDraft(dt.date(2026, 12, 1), "Forskudd", Decimal(400))
        add_payment(work, model, due)
        factories.invoice(work, world.nord.customers[10001], None, project_id=project)
        with pytest.raises(StillToInvoice, match="1 planned payment and 1 draft"):
            closing.set_status(work, project, CLOSED)
        change = closing.set_status(work, project, CLOSED, confirmed=frozenset({"close"}))
        assert shown(work, project).status is CLOSED
        closing.undo_status(work, change)
        assert shown(work, project).status is ACTIVE


def test_hours_by_the_hour_are_asked_about_until_they_are_invoiced(world, project):
    with writing(world.nord.project_leader) as work:
        with pytest.raises(StillToInvoice, match="7:30 hours"):
            closing.set_status(work, project, CLOSED)
        closing.set_status(work, project, ProjectStatus.ON_HOLD)
        assert shown(work, project).status is ProjectStatus.ON_HOLD
        create_model(work, project, ModelDraft(PriceModelKind.NON_BILLABLE, "Egentid"))
        assert closing.set_status(work, project, CLOSED).after is CLOSED


def test_the_other_companys_project_is_neither_edited_nor_closed(world):
    theirs = world.sor.projects["P-100"]
    with writing(world.nord.administrator) as work:
        for act in (
            lambda: editing.field_texts(work, theirs),
            lambda: editing.edit_field(work, FieldEdit(theirs, "name", "Prosjekt P-100", "x")),
            lambda: closing.set_status(work, theirs, CLOSED, confirmed=frozenset({"close"})),
        ):
            with pytest.raises(NotFound):
                act()
        assert not closing.open_ends(work, theirs).words


def test_who_may_not_edit_projects_changes_none(world, project):
    with writing(world.nord.co_worker) as work:
        with pytest.raises(NotPermitted):
            save(work, project, "name", "x")
        with pytest.raises(NotPermitted):
            closing.set_status(work, project, CLOSED)
