"""A program that is killed in the middle of finalising leaves all of it or nothing of it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.engine import engine
from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits.commands import credit_invoice
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, InvoicePaper, InvoiceState
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.payment import Payment
from tests.domain.test_finalising import made, seen
from tests.world import NOW

STEPS = ("take_number", "settle", "keep_paper", "commit")
CHILD = """
import os, signal, sys
from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.db import work as units
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.finalising import commands
from tests.world import NOW

company, invoice, version, step = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

def dying(done):
    def act(*args, **options):
        done(*args, **options)
        os.kill(os.getpid(), signal.SIGKILL)
    return act

if step == "commit":
    units._raise_version = dying(units._raise_version)
elif step in ("lock_sources",):
    commands.sources.lock_sources = dying(commands.sources.lock_sources)
else:
    setattr(commands, step, dying(getattr(commands, step)))
actor = Actor(0, company, frozenset(Permission))
with clock.frozen(NOW), units.writing(actor) as work:
    commands.finalise_draft(work, Seen(invoice, version))
"""


def killed_after(step: str, actor, draft: Seen) -> int:
    """Finalise in a process of its own that dies right after the step; returns how it ended."""
    url = engine().url.render_as_string(hide_password=False)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", CHILD, str(actor.company_id), *map(str, draft), step]
    environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(root)}
    return subprocess.run(command, env=environment, cwd=root, check=False).returncode


def standing(actor) -> dict[str, object]:
    """Everything that finalising changes."""
    with reading(actor) as work:
        invoices = work.session.exec(select(Invoice).order_by(col(Invoice.id))).all()
        series = select(NumberSeries.next_number).where(NumberSeries.kind == SeriesKind.INVOICE)
        hours = work.session.exec(select(TimeRecord).order_by(col(TimeRecord.id))).all()
        return {
            "invoices": [(row.id, row.number, row.state, row.outstanding) for row in invoices],
            "next": work.session.exec(series).one(),
            "papers": len(work.session.exec(select(InvoicePaper)).all()),
            "payments": len(work.session.exec(select(Payment)).all()),
            "hours": [(row.status, row.invoice_line_id) for row in hours],
        }


@pytest.mark.parametrize("step", STEPS)
def test_killed_after_any_step_nothing_of_it_remains_and_the_next_number_has_no_gap(world, step):
    actor = world.nord.administrator
    with writing(actor) as work:
        invoice = made(work, world)
        finalise_draft(work, seen(invoice))
        note_id = credit_invoice(work, invoice.key, gives_back=True)
        draft = seen(work.session.get_one(Invoice, note_id))
    before = standing(actor)
    assert killed_after(step, actor, draft) == -signal.SIGKILL
    assert standing(actor) == before
    with clock.frozen(NOW), writing(actor) as work:
        assert finalise_draft(work, draft).number == 5007
    with reading(actor) as work:
        credited = work.session.get_one(Invoice, invoice.key)
        assert (credited.state, credited.outstanding) == (InvoiceState.CREDITED, 0)
