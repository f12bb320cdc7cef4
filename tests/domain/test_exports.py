"""Export files: who finds them, for how long, and what the sweep takes."""

import datetime as dt
import os
import time
from pathlib import Path

import pytest

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.core.files import ORPHAN_SECONDS, random_name
from moment_ui.db.work import reading, writing
from moment_ui.domain.exports import files
from moment_ui.domain.exports.commands import (
    KEPT,
    ExportFile,
    forget_export,
    register_export,
    sweep_exports,
)
from moment_ui.domain.exports.queries import Download, find_download
from tests.world import NOW, World

INVOICES = frozenset({Permission.VIEW_INVOICES})
LATER = NOW + KEPT + dt.timedelta(seconds=1)


def kept_export(actor: Actor, content: bytes = b"rows") -> str:
    """A finished, registered export of the actor's; returns its name."""
    name = f"invoices.{random_name()}"
    path = files.path_of(name)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    with writing(actor) as work:
        register_export(
            work, ExportFile(name, "invoices.csv", "text/csv", len(content), 4, INVOICES)
        )
    return name


def found_by(actor: Actor, name: str) -> Download | None:
    with reading(actor) as work:
        return find_download(work, name)


def figures(actor: Actor) -> int:
    with reading(actor) as work:
        return work.data_version()


def lies_on_disk(name: str) -> bool:
    path = files.path_of(name)
    return path is not None and path.exists()


def test_a_reader_finds_the_own_export(actor: Actor) -> None:
    found = found_by(actor, kept_export(actor))
    assert found is not None
    assert (found.title, found.media_type) == ("invoices.csv", "text/csv")
    assert found.path.read_bytes() == b"rows"


def test_nobody_else_finds_it(world: World, actor: Actor) -> None:
    name = kept_export(actor)
    others = [*world.nord.actors.values(), *world.sor.actors.values(), world.sor.both]
    assert all(found_by(other, name) is None for other in others if other != actor)


def test_the_same_reader_does_not_find_it_in_another_company(world: World) -> None:
    name = kept_export(world.nord.both)
    assert found_by(world.nord.both, name) is not None
    assert found_by(world.sor.both, name) is None


def test_it_is_found_for_an_hour(actor: Actor) -> None:
    name = kept_export(actor)
    with clock.frozen(LATER):
        assert found_by(actor, name) is None


def test_a_record_without_its_file_is_not_found(actor: Actor) -> None:
    name = kept_export(actor)
    files.remove(name)
    assert found_by(actor, name) is None


@pytest.mark.parametrize("name", ["", "../../moment.db", "invoices.", "/etc/passwd", "invoices.x"])
def test_only_random_names_are_looked_for_on_disk(actor: Actor, name: str) -> None:
    assert files.path_of(name) is None
    assert found_by(actor, name) is None


def test_forgetting_removes_record_and_file(actor: Actor) -> None:
    name = kept_export(actor)
    with writing(actor) as work:
        forget_export(work, name)
    assert found_by(actor, name) is None
    assert not lies_on_disk(name)


def test_nobody_forgets_the_export_of_another(world: World, actor: Actor) -> None:
    name = kept_export(actor)
    for other in (world.nord.economy, world.sor.administrator):
        with writing(other) as work:
            forget_export(work, name)
    assert found_by(actor, name) is not None
    assert lies_on_disk(name)


def test_what_a_stopped_job_left_goes_at_once_and_what_is_recorded_stays(actor: Actor) -> None:
    recorded = kept_export(actor)
    stray = f"invoices.{random_name()}"
    for name in (stray, f"{stray}.0a1b2c3d.part"):
        (files.folder() / name).write_bytes(b"x")
    assert sweep_exports(unwanted=recorded) == 0
    assert sweep_exports(unwanted=stray) == 2
    assert {path.name for path in files.folder().iterdir()} == {recorded}


def test_an_export_and_its_end_leave_the_caches_of_lists_fresh(actor: Actor) -> None:
    before = figures(actor)
    forgotten = kept_export(actor)
    kept_export(actor)
    with writing(actor) as work:
        forget_export(work, forgotten)
    with clock.frozen(LATER):
        assert sweep_exports() == 1
    assert figures(actor) == before


def test_an_actor_without_permissions_registers_nothing(actor: Actor) -> None:
    nobody = Actor(actor.user_id, actor.company_id, frozenset())
    with writing(nobody) as work, pytest.raises(NotPermitted):
        register_export(work, ExportFile("x", "x", "x", 0, 0, INVOICES))


def test_sweeping_removes_what_has_expired_in_every_company(world: World) -> None:
    old = [kept_export(place.administrator) for place in (world.nord, world.sor)]
    with clock.frozen(LATER):
        young = kept_export(world.nord.administrator)
        assert sweep_exports() == 2
        assert found_by(world.nord.administrator, young) is not None
    assert not any(lies_on_disk(name) for name in old)
    assert lies_on_disk(young)


def test_sweeping_removes_old_files_that_no_record_knows(actor: Actor) -> None:
    known = kept_export(actor)
    stray = f"invoices.{random_name()}"
    draft = f"{stray}.abcd.part"
    fresh = f"invoices.{random_name()}"
    for name in (known, stray, draft, fresh):
        (files.folder() / name).write_bytes(b"x")
    for name in (known, stray, draft):
        _age(files.folder() / name)
    assert sweep_exports() == 2
    assert {path.name for path in files.folder().iterdir()} == {known, fresh}


def test_sweeping_an_empty_installation_does_nothing(actor: Actor) -> None:
    assert sweep_exports() == 0


def _age(path: Path) -> None:
    long_ago = time.time() - ORPHAN_SECONDS - 1
    os.utime(path, (long_ago, long_ago))
