"""One export in a process of its own: `python -m moment_ui.reports.job`, the order on stdin.

The order is one line of JSON, never arguments, which other users of the machine could read. What
comes back is one JSON object a line: `{"done": 4000, "total": 100000}` now and then, at the end
`{"ready": "invoices-lysgard-2026-11-21.xlsx"}` or `{"error": "…"}` in words for the reader. The
process can be killed at any time: a file counts only when it is whole and registered.
"""

import errno
import json
import logging
import os
import secrets
import sys
import time

from pydantic import ValidationError

from moment_ui.core.errors import AppError
from moment_ui.core.places import places
from moment_ui.core.words import _
from moment_ui.reports.export import CannotExport, Order, make

logger = logging.getLogger(__name__)

NICENESS = 10  # whoever waits for a page comes first
_SECONDS_BETWEEN = 0.2
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


class Teller:
    """Says how far the job is, at most a few times a second."""

    def __init__(self) -> None:
        self._told = 0.0

    def progress(self, done: int, total: int) -> None:
        """Tell of `done` rows of `total`."""
        now = time.monotonic()
        if done == total or now - self._told >= _SECONDS_BETWEEN:
            self._told = now
            say(done=done, total=total)


def say(**message: object) -> None:
    """One line to the process that waits for this one."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def reason(error: Exception) -> str:
    """What the reader is told: the error's own words, or a reference to the log."""
    if isinstance(error, ValidationError):
        error = CannotExport()
    if isinstance(error, AppError):
        return error.message
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return _("There is no room left for the file on the server. Tell an administrator.")
    reference = secrets.token_hex(4)
    logger.error("Export %s\n%s", reference, places(error))
    text = _("The export failed on our side. Reference {reference}: tell it to support.")
    return text.format(reference=reference)


def main() -> int:
    """Read the order, make the file; returns the exit code."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        order = Order.model_validate_json(sys.stdin.readline())
        file = make(order, Teller().progress)
    except Exception as error:
        say(error=reason(error))
        return 1
    say(ready=file.title)
    return 0


if __name__ == "__main__":
    sys.exit(main())
