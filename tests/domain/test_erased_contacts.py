"""What an undo finds when people were erased in between: SQLite gives their ids out again."""

import datetime as dt
from pathlib import Path

import pytest
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import NotFound
from moment_ui.db.work import reading, writing
from moment_ui.domain.contacts import commands as contacts
from moment_ui.domain.contacts.queries import customer_contacts
from moment_ui.domain.contacts.rules import ContactDraft
from moment_ui.imports import mapping, sheet
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.run import Request, run
from moment_ui.imports.undo import undo_import
from moment_ui.models.contact import CustomerContact
from moment_ui.models.importing import ImportBatch
from tests.world import NOW, World


def names(world: World, customer_id: int) -> list[str]:
    with reading(world.nord.administrator) as work:
        return [contact.name for contact in customer_contacts(work, customer_id)]


def import_contacts(world: World, path: Path, *lines: str) -> None:
    path.write_text("\n".join(lines), "utf-8")
    kind = kind_called("contacts")
    chosen = mapping.guess(kind, sheet.preview(path).headings)
    found = run(world.nord.economy, Request(kind, path, path.name, chosen))
    assert found.plan.problems == []


@pytest.mark.parametrize("newcomer", [True, False])
def test_a_person_erased_meanwhile_is_not_put_back_as_somebody_else(
    world: World, *, newcomer: bool
) -> None:
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    with writing(world.nord.administrator) as work:
        shared = ContactDraft("Per Person", "", "per@x.example", "", is_global=True)
        in_fjord = contacts.add_contact(work, fjord, shared)
        place = work.session.get(CustomerContact, in_fjord)
        assert place is not None
        in_berg = contacts.add_existing_contact(work, berg, place.contact_id, ContactDraft("", ""))
        own = ContactDraft("Per Person", "", "per@x.example", "", is_global=False)
        contacts.edit_contact(work, in_fjord, own)
        removed = contacts.remove_contact(work, in_fjord)
        contacts.remove_contact(work, in_berg)
    if newcomer:
        with clock.frozen(NOW + dt.timedelta(minutes=1)), writing(world.nord.administrator) as work:
            contacts.add_contact(work, berg, ContactDraft("Quite Other", "", "o@x.example", ""))
    before = names(world, fjord)
    with pytest.raises(NotFound), writing(world.nord.administrator) as work:
        contacts.restore_contact(work, removed)
    assert names(world, fjord) == before


def test_the_undo_of_an_import_leaves_alone_who_came_after_an_erased_person(
    world: World, tmp_path: Path
) -> None:
    berg = world.nord.customers[10002]
    path = tmp_path / "contacts.csv"
    import_contacts(world, path, "Kundenr;Navn;Epost", "10002;Imported Ivar;ivar@x.example")
    with writing(world.nord.administrator) as work:
        found = customer_contacts(work, berg)
        contacts.remove_contact(work, next(c.id for c in found if c.name == "Imported Ivar"))
    with writing(world.nord.administrator) as work:
        contacts.add_contact(work, berg, ContactDraft("Hand Made", "", "hand@x.example", ""))
        batch = max(row.key for row in work.session.exec(select(ImportBatch)))
    with writing(world.nord.economy) as work:
        undo_import(work, batch)
    assert "Hand Made" in names(world, berg)


def test_rows_of_a_file_may_leave_different_fields_empty(world: World, tmp_path: Path) -> None:
    berg = world.nord.customers[10002]
    import_contacts(
        world,
        tmp_path / "contacts.csv",
        "Kundenr;Navn;Epost;Ansatt fra",
        "10002;First Berg;first@x.example;",
        "10002;Second Berg;second@x.example;2020-01-02",
        "10002;Third Berg;third@x.example;",
    )
    with reading(world.nord.administrator) as work:
        places = work.session.exec(
            select(CustomerContact).where(CustomerContact.customer_id == berg)
        )
        days = [str(place.employed_from) for place in places if place.employed_from]
    assert days == ["2020-01-02"]
