"""The export job as the process it is: its lines, its end, and what is left when it is killed."""

import io
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from openpyxl import load_workbook

from moment_ui.core.actor import Actor
from moment_ui.core.files import random_name
from moment_ui.core.settings import ROOT
from moment_ui.db.work import reading, writing
from moment_ui.demo.bulk import add_many
from moment_ui.demo.scale import Scale
from moment_ui.domain.exports import files
from moment_ui.domain.exports.queries import find_download
from moment_ui.reports import job
from moment_ui.reports.export import Order
from tests.databases import Template
from tests.formats.test_csv import lines_of

COMMAND = (sys.executable, "-m", "moment_ui.reports.job")
MANY = 4000


@pytest.fixture
def reader(live_database: Template) -> Actor:
    """Who asks for exports here; time passes."""
    return live_database.world.nord.administrator


@pytest.fixture
def ledger(reader: Actor) -> int:
    """Enough invoices that a job takes a while; returns how many there are besides the world's."""
    with writing(reader) as work:
        add_many(work, Scale(20, MANY), (20_000, 20_000))
    return MANY


def order_of(actor: Actor, written_as: str = "csv", report: str = "invoices") -> Order:
    return Order(
        report=report,
        query="",
        format=written_as,
        user_id=actor.user_id,
        company_id=actor.company_id,
        name=f"{report}.{random_name()}",
    )


@contextmanager
def started(order: Order) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    with process:
        assert process.stdin is not None
        process.stdin.write(f"{order.model_dump_json()}\n")
        process.stdin.flush()
        yield process
        process.kill()


def told(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    assert process.stdout is not None
    return [json.loads(line) for line in process.stdout]


def registered(actor: Actor, name: str) -> bool:
    with reading(actor) as work:
        return find_download(work, name) is not None


def whole_files() -> list[str]:
    return [path.name for path in files.folder().glob("*") if path.suffix != ".part"]


def test_it_tells_how_far_it_is_and_what_is_ready(reader: Actor, ledger: int) -> None:
    order = order_of(reader)
    with started(order) as process:
        *progress, last = told(process)
        assert process.wait() == 0
    assert last["ready"].startswith("invoices-nord-")
    totals = {line["total"] for line in progress}
    assert progress[-1]["done"] in totals
    assert len(totals) == 1
    path = files.path_of(order.name)
    assert path is not None
    assert len(lines_of(path.read_bytes())) == 1 + totals.pop()
    assert registered(reader, order.name)


def test_it_is_nice_to_others_and_small(reader: Actor) -> None:
    order = order_of(reader)
    code = (
        "import sys, os; from moment_ui.reports import job; code = job.main(); "
        "assert os.nice(0) >= job.NICENESS; "
        "assert not {'reflex', 'reportlab', 'granian', 'openpyxl'} & sys.modules.keys(); "
        "sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=f"{order.model_dump_json()}\n",
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", ["", "{}", "not json", '{"report": 1}', "[]", '{"a":' * 2000])
def test_what_is_no_order_is_answered_in_words(
    reader: Actor, line: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.nice", lambda _by: 0)
    monkeypatch.setattr(job.sys, "stdin", type("In", (), {"readline": lambda _self: line})())
    assert job.main() == 1
    assert "cannot be exported" in json.loads(capsys.readouterr().out)["error"]


def test_a_reader_without_the_right_is_told_so(live_database: Template) -> None:
    with started(order_of(live_database.world.nord.co_worker)) as process:
        assert "role does not allow" in told(process)[-1]["error"]
        assert process.wait() == 1


def test_a_full_disk_is_said_in_words() -> None:
    assert "no room left" in job.reason(OSError(28, "No space left on device"))


def test_anything_else_gets_a_reference_and_no_details(caplog: pytest.LogCaptureFixture) -> None:
    said = job.reason(ValueError("the secret of customer 17"))
    reference = said.partition("Reference ")[2].partition(":")[0]
    assert len(reference) == 8
    assert reference in caplog.text
    assert "secret" not in said + caplog.text


@pytest.mark.parametrize("seconds", [0.0, 0.4, 0.8, 1.2])
def test_killed_at_any_time_it_leaves_a_whole_file_or_none(
    reader: Actor, ledger: int, seconds: float
) -> None:
    order = order_of(reader, "xlsx")
    with started(order) as process:
        time.sleep(seconds)
        process.kill()
        process.wait()
    with reading(reader) as work:
        found = find_download(work, order.name)
    if found is None:
        files.remove(order.name)
        assert list(files.folder().glob("*")) == []
    else:
        whole = io.BytesIO(found.path.read_bytes())
        *_rows, last = load_workbook(whole).worksheets[0].iter_rows(values_only=True)
        assert str(last[0]).startswith("Total")


def test_killed_in_the_middle_of_the_rows_it_leaves_nothing_to_fetch(
    reader: Actor, ledger: int
) -> None:
    order = order_of(reader, "pdf")
    with started(order) as process:
        assert process.stdout is not None
        first = json.loads(process.stdout.readline())
        process.kill()
        process.wait()
    assert 0 < first["done"] < first["total"]
    assert not registered(reader, order.name)
    assert whole_files() == []
    files.remove(order.name)
    assert list(files.folder().glob("*")) == []


def test_two_at_once_do_not_disturb_each_other(reader: Actor, ledger: int) -> None:
    first, second = order_of(reader, "csv"), order_of(reader, "xlsx")
    with started(first) as one, started(second) as other:
        assert "ready" in told(one)[-1]
        assert "ready" in told(other)[-1]
    assert registered(reader, first.name)
    assert registered(reader, second.name)
    assert sorted(whole_files()) == sorted([first.name, second.name])
