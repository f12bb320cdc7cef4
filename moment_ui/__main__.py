"""The command line: `python -m moment_ui run`, `--help` for the rest."""

import sys
import time

started = time.monotonic()

from moment_ui.core.garbage import look_seldom  # noqa: E402 - loading counts as time it takes

look_seldom()

from moment_ui.launch.command_line import main  # noqa: E402 - read after that

if __name__ == "__main__":
    sys.exit(main(started=started))
