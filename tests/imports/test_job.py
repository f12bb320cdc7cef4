"""The process that imports: what it tells, and what is left when it is killed in the middle."""

import json
import subprocess
import sys

import pytest
import sqlalchemy as sa

from moment_ui.core.files import random_name
from moment_ui.core.settings import ROOT
from moment_ui.db.engine import engine
from moment_ui.db.work import writing
from moment_ui.domain.uploads import files
from moment_ui.domain.uploads.commands import keep_upload
from moment_ui.imports.job import Order
from moment_ui.models.invoice import Invoice, InvoiceLine

HEADING = "Fakturanr;Kundenr;Fakturadato;Tekst;Antall;Enhetspris;MVA %"
MANY = 6000


@pytest.fixture
def order(live_database):
    """An order to import many invoices into Nord."""
    economy = live_database.world.nord.economy
    rows = (f"{90000 + n};10001;01.10.2026;Tegning;1;1000,00;25" for n in range(MANY))
    name = random_name()
    path = files.path_of(name)
    assert path is not None
    path.parent.mkdir(parents=True)
    path.write_text("\n".join((HEADING, *rows)), "utf-8")
    with writing(economy) as work:
        file_id = keep_upload(work, name, "mange.csv", path.stat().st_size)
    fields = ("number", "customer_number", "issue_date", "line_text", "quantity", "unit_price")
    mapped = {key: place for place, key in enumerate((*fields, "vat_percent"))}
    return Order(
        user_id=economy.user_id,
        company_id=economy.company_id,
        file_id=file_id,
        kind="invoices",
        mapped=mapped,
        dry_run=False,
    )


@pytest.fixture
def process(order):
    """The process, with its order."""
    command = [sys.executable, "-m", "moment_ui.imports.job"]
    started = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert started.stdin is not None
    started.stdin.write(order.model_dump_json() + "\n")
    started.stdin.flush()
    yield started
    started.kill()
    started.communicate()


def counts():
    with engine().connect() as connection:
        return [
            connection.execute(sa.select(sa.func.count()).select_from(model)).scalar() or 0
            for model in (Invoice, InvoiceLine)
        ]


def test_it_tells_how_far_it_is_and_what_it_did(process):
    before = counts()
    told = [json.loads(line) for line in process.stdout]
    assert {"reading", "writing"} & {message.get("phase") for message in told}
    assert told[-1]["result"]["created"] == MANY
    assert process.wait() == 0
    assert counts() == [count + MANY for count in before]


def test_killed_in_the_middle_of_writing_it_leaves_nothing(process):
    before = counts()
    for line in process.stdout:
        if json.loads(line).get("phase") == "writing":
            break
    process.kill()
    process.wait()
    assert counts() == before
    with engine().connect() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []


def test_a_broken_order_is_told_in_words(live_database):
    done = subprocess.run(
        [sys.executable, "-m", "moment_ui.imports.job"],
        input='{"kind": "everything"}\n',
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 1
    assert "was not found" in json.loads(done.stdout)["error"]
