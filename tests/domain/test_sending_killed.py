"""A program that is killed in the middle of sending sends nothing twice, and claims nothing that is not so."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from moment_ui.core import clock
from moment_ui.core.settings import settings
from moment_ui.db.engine import engine
from moment_ui.db.work import reading, writing
from moment_ui.domain.batches import commands
from moment_ui.domain.batches.proposal import proposal
from moment_ui.domain.batches.queries import batch
from moment_ui.domain.batches.running import send_next
from moment_ui.domain.sending import marking
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.sending import SendChannel, SendResult
from tests.api.test_einvoices import ready
from tests.mail.test_post import Box, server
from tests.world import NOW

LATER = NOW + dt.timedelta(minutes=4)
STEPS = {  # after which step it dies: whether it left, and whether that is uncertain
    "begin": (SendChannel.EMAIL, 0, False),
    "keep": (SendChannel.EMAIL, 0, True),
    "post": (SendChannel.EMAIL, 1, True),
    "end": (SendChannel.EMAIL, 1, True),
    "hand-over": (SendChannel.E_INVOICE, 1, True),
}
CHILD = """
import os, signal, sys
from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.db import work as units
from moment_ui.domain.batches import running
from moment_ui.domain.edelivery import delivering
from moment_ui.domain.sending import delivery
from tests.world import NOW

company, user, batch, step = int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]

def dying(done):
    def act(*args, **options):
        done(*args, **options)
        os.kill(os.getpid(), signal.SIGKILL)
    return act

def die(*args, **options):
    os.kill(os.getpid(), signal.SIGKILL)

if step == "begin":
    delivery._files_of = die
elif step == "keep":
    delivery.posted = die
elif step == "post":
    delivery.posted = dying(delivery.posted)
elif step == "end":
    delivery.end_sending = dying(delivery.end_sending)
else:
    delivering.handed_over = dying(delivering.handed_over)
actor = Actor(user, company, frozenset(Permission))
with clock.frozen(NOW):
    running.send_next(actor, batch)
"""


@pytest.fixture
def post(monkeypatch, tmp_path):
    """A mail server and an access point's folder; yields what counts what arrived at them."""
    box = Box()
    with server(box) as port:
        network = tmp_path / "network"
        for name, value in (
            ("SMTP_HOST", "127.0.0.1"),
            ("SMTP_PORT", str(port)),
            ("SMTP_SECURITY", "none"),
            ("EINVOICE_FOLDER", str(network)),
        ):
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        yield lambda: len(box.letters) + len(list(network.glob("nord/out/*.xml")))
    settings.cache_clear()


def killed_after(step: str, actor, batch_id: int) -> int:
    """Send the next of a batch in a process of its own that dies after the step; returns how it ended."""
    url = engine().url.render_as_string(hide_password=False)
    root = Path(__file__).parents[2]
    facts = [str(actor.company_id), str(actor.user_id), str(batch_id), step]
    environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(root)}
    command = [sys.executable, "-c", CHILD, *facts]
    return subprocess.run(command, env=environment, cwd=root, check=False).returncode


def standing(actor, batch_id):
    """The message of the batch's one invoice, and the invoice's state."""
    with reading(actor) as work:
        (item,) = batch(work, batch_id)[1]
        assert item.message is not None
        return item.message, work.session.get_one(Invoice, item.invoice_id).state


@pytest.mark.parametrize("step", STEPS)
def test_killed_after_any_step_it_goes_once_and_says_what_is_known(world, post, step):
    channel, left, uncertain = STEPS[step]
    actor = world.nord.economy
    ready(world.nord)
    with writing(actor) as work:
        invoice = work.session.get_one(Invoice, world.nord.invoices[5001])
        invoice.state, invoice.sent_at = InvoiceState.FINALISED, None
        batch_id = commands.begin_batch(work, "batch-act-1", [(invoice.key, channel)])
    assert killed_after(step, actor, batch_id) == -signal.SIGKILL
    assert post() == left
    message, state = standing(actor, batch_id)
    assert (message.result, state) == (SendResult.PENDING, InvoiceState.FINALISED)
    with clock.frozen(LATER):
        assert not send_next(actor, batch_id)  # the batch goes on, and begins nothing again
        message, state = standing(actor, batch_id)
        assert state is InvoiceState.FINALISED
        assert message.unknown is uncertain
        if uncertain:
            with reading(actor) as work:
                assert "may have been sent before" in proposal(work, [invoice.key]).found[0].problem
            with writing(actor) as work:
                marking.settle(work, message.id, arrived=bool(left))
        else:
            assert message.result is SendResult.FAILED
        with writing(actor) as work:
            again = commands.begin_batch(work, "batch-act-2", [(invoice.key, channel)])
        while send_next(actor, again):
            pass
    assert post() == 1
    with reading(actor) as work:
        assert work.session.get_one(Invoice, invoice.key).state is InvoiceState.SENT
