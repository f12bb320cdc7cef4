"""An OCR file of 50,000 payments: read, verified and matched with as many invoices, then posted and undone.

The floor is reading the same bytes line by line. Memory is what each act adds to the process at its height.
"""

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, at_most, told
from moment_ui.core import clock
from moment_ui.db.work import writing
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.payment_files import commands
from moment_ui.domain.payment_files.reading import read_file
from moment_ui.models.invoice import Invoice, InvoiceState
from tests.databases import filled, using
from tests.domain.test_payment_files import brought, quiet
from tests.formats.bank_files import Paid, ocr_file

PAYMENTS, AT_ONCE = 50_000, 5_000
SECONDS, MEGABYTES = 10, 100
_PRICE = Decimal(100)


def figures() -> Iterator[Figure]:
    """Seconds and megabytes."""
    content = ocr_file([Paid(f"{n:08}", _PRICE) for n in range(PAYMENTS)])
    bare, _lines = _timed(lambda: sum(1 for _ in BytesIO(content)))
    with tempfile.TemporaryDirectory() as folder:
        template = filled(f"sqlite:///{Path(folder) / 'payments.db'}")
        with using(template.url):
            place = template.world.nord
            _add_invoices(place)
            seconds, grown, file_id = _measured(
                lambda: read_file(place.economy, brought(content), quiet)
            )
            posting, posted, _count = _measured(lambda: _act(place, commands.post_file, file_id))
            undoing, undone, _done = _measured(lambda: _act(place, commands.undo_file, file_id))
    yield told("Bare reading of an OCR file of 50,000 payments", bare, "s")
    yield at_most("OCR file of 50,000 payments, read and matched", seconds, SECONDS, "s")
    yield at_most("Memory that the reading adds", grown, MEGABYTES, "MB")
    yield told("Posting the 50,000 payments", posting, "s")
    yield at_most("Memory that the posting adds", posted, MEGABYTES, "MB")
    yield told("Undoing the 50,000 payments", undoing, "s")
    yield at_most("Memory that the undoing adds", undone, MEGABYTES, "MB")


def _act(place: Any, act: Callable[..., Any], file_id: int) -> Any:
    with writing(place.economy) as work:
        return act(work, file_id, quiet)


def _timed(act: Callable[[], Any]) -> tuple[float, Any]:
    started = time.perf_counter()
    found = act()
    return time.perf_counter() - started, found


def _measured(act: Callable[[], Any]) -> tuple[float, float, Any]:
    """Seconds, megabytes added at the height of it, and what came of it."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # what follows is measured anew (Linux)
    before = _megabytes("VmRSS")
    seconds, found = _timed(act)
    return seconds, _megabytes("VmHWM") - before, found


def _megabytes(which: str) -> float:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(which)) / 1024


def _add_invoices(place: Any) -> None:
    day, now = dt.date(2026, 11, 1), clock.now()
    sums = dict.fromkeys(("net", "gross", "outstanding"), _PRICE)
    with writing(place.administrator) as work:
        save_options(work, Place(), {"payment_id": Change(None, "yes")})
        customer = next(iter(place.customers.values()))
        for start in range(0, PAYMENTS, AT_ONCE):
            rows = [
                {
                    "customer_id": customer,
                    "number": 200_000 + n,
                    "payment_id": f"{n:08}",
                    "state": InvoiceState.SENT,
                    "issue_date": day,
                    "due_date": day,
                    "finalised_at": now,
                    "sent_at": now,
                    "created_at": now,
                    **sums,
                }
                for n in range(start, start + AT_ONCE)
            ]
            work.insert_rows(Invoice, rows)
