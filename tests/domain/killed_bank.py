"""Processes that are killed in the middle of an act on a payment file; run by test_killed_payment_files."""

import json
import os
import signal
import sys
from typing import Any

from moment_ui.core.actor import Actor
from moment_ui.db.work import writing
from moment_ui.domain.access.rules import STANDARD_ROLES
from moment_ui.domain.payment_files import commands
from moment_ui.models.access import RoleKey


def main() -> None:
    """For each order on stdin a child that has no connection yet; say by what signal it went, 0 by none."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            carry_out(json.loads(line))
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
        sys.stdout.write(f"{os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}\n")
        sys.stdout.flush()


def carry_out(order: dict[str, Any]) -> None:
    """Do what is ordered; kill ourselves after so many steps, or end."""
    commands.AT_ONCE = 2
    left = order["steps"]

    def tell(_phase: str, _done: int, _total: int) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    actor = Actor(order["user"], order["company"], STANDARD_ROLES[RoleKey.ECONOMY], "Kari")
    with writing(actor) as work:
        getattr(commands, order["act"])(work, order["file"], tell)
        tell("before the commit", 0, 0)
    tell("after the commit", 0, 0)


if __name__ == "__main__":
    main()
