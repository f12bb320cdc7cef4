"""A file with a structure of partner companies: checked row by row, carried out once, twice is no change."""

from pathlib import Path

import pytest

from moment_ui.core.actor import Actor
from moment_ui.db.work import reading, writing
from moment_ui.domain.partners.asking import ask
from moment_ui.domain.partners.membership import switch_on
from moment_ui.domain.partners.queries import partners_page
from moment_ui.domain.partners.structure import Finding, carry_out, checked_structure
from moment_ui.domain.partners.todo import Task, missing
from moment_ui.imports.partner_structure import STRUCTURE, read_structure
from moment_ui.imports.samples import sample_file
from moment_ui.models.partner import MemberState
from tests import group
from tests.world import World

HEAD = "Group;Database name;Role;Partner;Customer number or org number;Shares\n"
WHOLE = (
    "Tegnegruppen;nord;main;sor;10002;projects, customers\n"
    "Tegnegruppen;sor;member;nord;982463718;projects\n"
    "Tegnegruppen;vest;member;;;\n"
)


def checked(actor: Actor, path: Path) -> list[Finding]:
    """What the check says of a file."""
    with reading(actor) as work:
        return checked_structure(work, read_structure(path))


@pytest.fixture
def reader(world: World) -> Actor:
    """Somebody who sets both Nord and Sør up, and not Vest."""
    group.company("vest")
    nord = world.nord.administrator
    group.as_administrator(nord.user_id, world.sor.company_id)
    return nord


def written(tmp_path: Path, rows: str) -> Path:
    path = tmp_path / "partnere.csv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return path


def test_a_structure_is_built_and_the_rest_is_asked(
    world: World, reader: Actor, tmp_path: Path
) -> None:
    """The dry run writes nothing; then group, members, customers and shares; Vest answers for itself."""
    path = written(tmp_path, WHOLE)
    found = checked(reader, path)
    assert [each.refused for each in found] == [False] * 3
    assert "is asked" in found[2].text
    with reading(reader) as work:
        assert partners_page(work).group is None
    for _again in range(2):
        assert carry_out(reader, read_structure(path)) == 3
        with reading(reader) as work:
            page = partners_page(work)
        assert page.group is not None
        assert (page.group.name, page.group.is_main) == ("Tegnegruppen", True)
        assert page.shared == {"projects", "customers"}
        states = {each.slug: each.state for each in page.partners}
        assert states == {"sor": MemberState.CONFIRMED, "vest": MemberState.INVITED}
        left = {(each.task, each.about or each.who) for each in missing(page)}
        vest = next(each.company_id for each in page.partners if each.slug == "vest")
        tasks = (Task.ATTACH, Task.CONFIRM, Task.ATTACH_US)
        assert left == {(task, vest) for task in tasks}
    with reading(world.sor.administrator) as work:
        [nord] = [each for each in partners_page(work).partners if each.slug == "nord"]
        assert nord.ours is not None
        assert nord.ours.id == world.sor.customers[10002]


def test_only_the_main_company_of_the_file_is_confirmed(
    world: World, reader: Actor, tmp_path: Path
) -> None:
    """Whoever has asked besides, by whatever name: Øst is called as Nord is, and waits for an answer."""
    other = group.company("ost", "Tegnestuen AS")
    with writing(other) as work:
        switch_on(work)
        ask(work, "sor")
    carry_out(reader, read_structure(written(tmp_path, WHOLE)))
    with reading(world.sor.administrator) as work:
        page = partners_page(work)
    assert page.group is not None
    assert page.group.main_id == world.nord.company_id
    assert [each.company_id for each in page.requests] == [other.company_id]


WRONG = [
    ("G;finnes-ikke;member;;;", "slug", "No company"),
    ("G;nord;main;sor;4711;", "customer", "No customer there"),
    ("G;nord;main;vest;;", "partner", "does not name"),
    ("G;nord;sjef;;;", "role", "main or member"),
    ("G;nord;main;;;alt", "shares", "Write some of"),
    (";nord;main;;;", "group", "missing"),
]


@pytest.mark.parametrize(("row", "field", "said"), WRONG)
def test_what_is_wrong_is_named_by_row_and_field(
    reader: Actor, tmp_path: Path, row: str, field: str, said: str
) -> None:
    more = "" if row.startswith((";", "G;nord;main")) else "G;nord;main;;;\n"
    path = written(tmp_path, f"{row}\n{more}G;sor;member;;;\n")
    refused = [each for each in checked(reader, path) if each.refused and each.row == 2]
    assert field in {each.field for each in refused}
    assert any(said in each.text for each in refused)
    assert carry_out(reader, read_structure(path)) == 0


def test_the_main_companys_administrator_brings_the_file(
    world: World, reader: Actor, tmp_path: Path
) -> None:
    path = written(tmp_path, WHOLE)
    found = checked(world.sor.administrator, path)
    assert {each.field for each in found if each.refused} == {"role"}
    assert carry_out(world.sor.administrator, read_structure(path)) == 0


def test_the_template_is_a_file_that_is_understood(reader: Actor, tmp_path: Path) -> None:
    path = tmp_path / "mal.csv"
    path.write_bytes(sample_file(STRUCTURE))
    [row] = read_structure(path)
    assert (row.slug, row.main, row.partner) == ("lysgard", True, "vardal")
    assert row.shares == {"projects", "customers"}
