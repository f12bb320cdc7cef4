"""Files of hours and projects where projects are shared."""

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import Conflict
from moment_ui.db.work import reading, writing
from moment_ui.imports import mapping, sheet
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.run import Request, Result, run
from moment_ui.imports.undo import undo_import, undo_preview
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.partner import MemberState
from moment_ui.models.project import Activity, Project, ProjectMember
from tests import group
from tests.group import Shared
from tests.world import Place, World

HOURS = "Ansatt;Prosjekt;Aktivitet;Dato;Timer;Kommentar;Referanse"


@pytest.fixture
def shared(world: World) -> Shared:
    group.link(world)
    return group.share(world)


@pytest.fixture
def import_text(tmp_path):
    """Import lines of text as a file of a kind, in a company."""

    def import_(place: Place, kind: str, *lines: str) -> Result:
        path = tmp_path / f"{kind}.csv"
        path.write_text("\n".join(lines), "utf-8")
        chosen = kind_called(kind)
        mapped = mapping.guess(chosen, sheet.preview(path).headings)
        return run(place.administrator, Request(chosen, path, path.name, mapped))

    return import_


def mirrored(world: World) -> list[int]:
    """The minutes of the mirrors in Nord."""
    with reading(world.nord.administrator) as work:
        query = select(TimeRecord.minutes).where(col(TimeRecord.origin_id).is_not(None))
        return sorted(work.session.exec(query))


def reasons(result: Result) -> list[tuple[str, str]]:
    return [(problem.field, problem.reason) for problem in result.plan.problems]


def line(number: str, hours: str, key: str = "A1") -> str:
    return f"Kari Co-Worker;{number};Prosjektering;12.11.2026;{hours};Rekkverk;{key}"


def test_hours_on_a_secondary_project_go_on_to_the_main_company(
    world: World, shared: Shared, import_text
) -> None:
    """Written, corrected by a later file, and taken back: the mirrors follow each time."""
    first = import_text(world.sor, "hours", HOURS, line("S-P-100", "7,5"), line("P-200", "2", "A2"))
    assert reasons(first) == []
    assert mirrored(world) == [450]
    again = import_text(world.sor, "hours", HOURS, line("S-P-100", "6"), line("P-200", "2", "A2"))
    assert (reasons(again), mirrored(world)) == ([], [360])
    for batch_id, left in ((again.batch_id, [450]), (first.batch_id, [])):
        with writing(world.sor.administrator) as work:
            undo_import(work, batch_id)
        assert mirrored(world) == left


def test_what_the_main_company_has_invoiced_stays(
    world: World, shared: Shared, import_text
) -> None:
    """The row is refused with the reason; an undo says who has the hours, and changes nothing."""
    result = import_text(world.sor, "hours", HOURS, line("S-P-100", "7,5"))
    with writing(world.nord.administrator) as work:
        query = select(TimeRecord).where(col(TimeRecord.origin_id).is_not(None))
        work.session.exec(query).one().status = HoursStatus.INVOICED
    [(field, reason)] = reasons(import_text(world.sor, "hours", HOURS, line("S-P-100", "6")))
    assert (field, "has these hours on an invoice" in reason) == ("minutes", True)
    with reading(world.sor.administrator) as work:
        assert "on an invoice or a draft" in undo_preview(work, result.batch_id).reasons[0]
    with pytest.raises(Conflict), writing(world.sor.administrator) as work:
        undo_import(work, result.batch_id)
    assert mirrored(world) == [450]


def test_hours_of_an_external_are_not_read_into_the_main_project(
    world: World, shared: Shared, import_text
) -> None:
    with writing(world.nord.administrator) as work:  # the test world calls both by one name
        work.session.exec(
            select(Project).where(Project.id == shared.main_project)
        ).one().number = "M-1"
        row = work.session.exec(
            select(group.CoWorker).where(group.CoWorker.id == shared.external)
        ).one()
        row.name = "Sunniva Sør"
    text = "Sunniva Sør;M-1;Prosjektering;12.11.2026;7,5;;A1"
    [(field, reason)] = reasons(import_text(world.nord, "hours", HOURS, text))
    assert (field, "written in Tegnestuen AS, on " in reason) == ("co_worker", True)
    assert mirrored(world) == []


def test_projects_from_files_are_followed_and_secondary_ones_have_no_say(
    world: World, shared: Shared, import_text
) -> None:
    heads = "Prosjektnr;Prosjektnavn;Aktiviteter"
    result = import_text(world.nord, "projects", heads, "P-100;Omdøpt;Ekstra")
    assert reasons(result) == []

    def at_home() -> tuple[str, set[str]]:
        with reading(world.sor.administrator) as work:
            named = select(Project.name).where(Project.id == shared.project)
            query = select(Activity.name).where(Activity.project_id == shared.project)
            return work.session.exec(named).one(), set(work.session.exec(query))

    assert at_home() == ("Omdøpt", {"Prosjektering", "Ekstra"})
    with writing(world.nord.administrator) as work:
        undo_import(work, result.batch_id)
    assert at_home()[1] == {"Prosjektering"}
    name = at_home()[0]
    for text in ("S-P-100;Vårt navn;", f"S-P-100;{name};Egen"):
        [(field, reason)] = reasons(import_text(world.sor, "projects", heads, text))
        assert (field, "comes from the main project, P-100" in reason) == ("number", True)
    assert at_home() == (name, {"Prosjektering"})


def test_a_leader_from_a_partner_company_gets_a_secondary_project(
    world: World, shared: Shared, import_text
) -> None:
    """As if he or she were taken into the team; where nothing can be shared, the row is refused."""
    with writing(world.nord.administrator) as work:
        work.session.exec(
            select(group.CoWorker).where(group.CoWorker.id == shared.external)
        ).one().email = "sunniva@sor.example"
    heads = "Prosjektnr;Prosjektnavn;Prosjektleder;Aktiviteter"

    def led() -> list[tuple[str, str, int | None]]:
        with reading(world.sor.administrator) as work:
            query = (
                select(Project.main_number, Activity.name, ProjectMember.co_worker_id)
                .join(Activity, col(Activity.project_id) == col(Project.id))
                .join(ProjectMember, col(ProjectMember.project_id) == col(Project.id))
                .where(col(Project.main_number).in_(("P-900", "P-200")))
                .order_by(col(Project.main_number))
            )
            return list(work.session.exec(query))

    new = import_text(world.nord, "projects", heads, "P-900;Nytt;sunniva@sor.example;Tegning")
    assert (reasons(new), led()) == ([], [("P-900", "Tegning", shared.writer)])
    known = import_text(world.nord, "projects", heads, "P-200;Bro;sunniva@sor.example;Tegning")
    assert reasons(known) == []
    assert {number for number, _activity, _who in led()} == {"P-900", "P-200"}
    with reading(world.nord.administrator) as work:
        assert undo_preview(work, new.batch_id).reasons != ()
    group.set_state(world.sor.company_id, MemberState.PAUSED)
    refused = import_text(world.nord, "projects", heads, "P-901;Et til;sunniva@sor.example;")
    [(field, reason)] = reasons(refused)
    assert (field, "projects are not shared with" in reason) == ("leader", True)
