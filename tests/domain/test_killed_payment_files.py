"""kill -9 between any two steps of posting and undoing: all of a file or nothing, and never twice."""

import json
import os
import signal
import subprocess
import sys
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.core.money import ZERO
from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.payment_files import commands
from moment_ui.domain.payment_files.errors import NothingPosted, NothingToPost
from moment_ui.models.invoice import Invoice
from moment_ui.models.payment import Payment
from tests import factories
from tests.domain.test_payment_files import ISSUED, Paid, nord, ocr_file, quiet, read

AFTER_THE_COMMIT = 5
"""Steps: three pieces of two payments, before the commit, after it."""

KIDS = tuple(f"91{number:05}" for number in range(6))
__all__ = ["nord"]


def standing(actor):
    """What is outstanding on each invoice, and that it is what its payments leave."""
    with reading(actor) as work:
        invoices = work.session.exec(
            select(Invoice)
            .where(col(Invoice.payment_id).in_(KIDS))
            .order_by(col(Invoice.payment_id))
        ).all()
        for row in invoices:
            query = select(col(Payment.amount)).where(Payment.invoice_id == row.id)
            assert row.gross - sum(work.session.exec(query), ZERO) == row.outstanding
        return [row.outstanding for row in invoices]


@pytest.fixture
def carrier(nord):
    """Carries out an act in a process of its own that dies after so many steps; says whether it died."""
    del nord  # only that the database is there
    started = subprocess.Popen(
        [sys.executable, "-m", "tests.domain.killed_bank"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"DATABASE_URL": settings().database_url},
    )  # fmt: skip
    said, told = started.stdin, started.stdout
    assert said is not None
    assert told is not None

    def killed_after(steps: int, act: str, place, file_id: int) -> bool:
        order = {
            "steps": steps, "act": act, "file": file_id,
            "user": place.economy.user_id, "company": place.company_id,
        }  # fmt: skip
        said.write(f"{json.dumps(order)}\n")
        said.flush()
        return int(told.readline()) == signal.SIGKILL

    yield killed_after
    said.close()
    assert started.wait() == 0
    told.close()


def test_a_file_is_posted_and_undone_whole_or_not(nord, carrier):
    with writing(nord.administrator) as work:
        customer = next(iter(nord.customers.values()))
        for number, kid in enumerate(KIDS, start=91001):
            factories.invoice(work, customer, number, issued=ISSUED, payment_id=kid)
    file_id = read(nord.economy, ocr_file([Paid(kid, Decimal(1250)) for kid in KIDS]))
    unpaid, all_paid = [Decimal(1250)] * 6, [ZERO] * 6
    acts = [("post_file", unpaid, all_paid), ("undo_file", all_paid, unpaid)]
    for act, before, after in acts:
        for steps in range(1, AFTER_THE_COMMIT):
            assert carrier(steps, act, nord, file_id)
            assert standing(nord.economy) == before
        assert carrier(AFTER_THE_COMMIT, act, nord, file_id)
        assert standing(nord.economy) == after
        with writing(nord.economy) as work, pytest.raises((NothingToPost, NothingPosted)):
            getattr(commands, act)(work, file_id, quiet)
        assert standing(nord.economy) == after
