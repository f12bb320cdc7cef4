"""One import in a process of its own: `python -m moment_ui.imports.job`, the order on stdin.

The order is one line of JSON. What comes back is one JSON object a line: `{"phase": "reading",
"done": 4000, "total": 0}` now and then, at the end `{"result": {…}}` or `{"error": "…"}` in words
for the reader. The process can be killed at any time: the transaction it was in leaves nothing.
"""

import json
import logging
import os
import secrets
import sys
import time

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from moment_ui.core.errors import AppError, NotFound, NotPermitted
from moment_ui.core.places import places
from moment_ui.core.words import _
from moment_ui.db.work import reading
from moment_ui.domain.access.queries import member
from moment_ui.domain.uploads.commands import upload
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.run import Request, check, run

logger = logging.getLogger(__name__)

NICENESS = 10  # whoever waits for a page comes first
PROBLEMS_TOLD = 5000
_SECONDS_BETWEEN = 0.2


class Order(BaseModel):
    """What to import, for whom, from which upload, by which columns."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    user_id: int
    company_id: int
    file_id: int
    kind: str = Field(max_length=20)
    mapped: dict[str, int] = Field(max_length=100)
    decimal: str = Field(default="", max_length=1)
    valid_rows: bool = False
    dry_run: bool = True


class Outcome(BaseModel):
    """What was found and done, and the `seconds` it took.

    Problems are (row, field, what the cell says, reason); `sums` are amounts of the rows that are
    right, by currency and by name, as text.
    """

    batch_id: int | None
    rows: int
    created: int
    updated: int
    unchanged: int
    refused: int
    problem_count: int
    problems: list[tuple[int, str, str, str]]
    seconds: float
    sums: dict[str, dict[str, str]] = {}


class Teller:
    """Says how far the job is, at most a few times a second."""

    def __init__(self) -> None:
        self._told = 0.0

    def __call__(self, phase: str, done: int, total: int) -> None:
        """Tell of `done` rows of `total` in this phase."""
        now = time.monotonic()
        if now - self._told >= _SECONDS_BETWEEN:
            self._told = now
            say(phase=phase, done=done, total=total)


def say(**message: object) -> None:
    """One line to the process that waits for this one."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def carry_out(order: Order) -> Outcome:
    """Check or import the upload. Raises AppError."""
    actor = member(order.user_id, order.company_id)
    if actor is None:
        raise NotPermitted
    with reading(actor) as work:
        file = upload(work, order.file_id)
    kind = kind_called(order.kind)
    request = Request(kind, file.path, file.title, order.mapped, order.valid_rows, order.decimal)
    started = time.monotonic()
    result = (check if order.dry_run else run)(actor, request, Teller())
    plan = result.plan
    return Outcome(
        batch_id=result.batch_id,
        rows=plan.rows,
        created=plan.created,
        updated=plan.updated,
        unchanged=plan.unchanged,
        refused=plan.refused,
        problem_count=plan.problem_count,
        problems=[
            (each.row, each.field, each.said, each.reason) for each in plan.problems[:PROBLEMS_TOLD]
        ],
        seconds=time.monotonic() - started,
        sums={
            currency: {k: str(v) for k, v in each.items()} for currency, each in plan.sums.items()
        },
    )


def reason(error: Exception) -> str:
    """What the reader is told: the error's own words, or a reference to the log."""
    if isinstance(error, ValidationError):
        error = NotFound(_("The file"))
    if isinstance(error, AppError):
        return error.message
    reference = secrets.token_hex(4)
    logger.error("Import %s\n%s", reference, places(error))
    text = _("The import failed on our side and changed nothing. Reference {reference}.")
    return text.format(reference=reference)


def main() -> int:
    """Read the order, carry it out; returns the exit code."""
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    try:
        outcome = carry_out(Order.model_validate_json(sys.stdin.readline()))
    except Exception as error:
        say(error=reason(error))
        return 1
    say(result=outcome.model_dump())
    return 0


if __name__ == "__main__":
    sys.exit(main())
