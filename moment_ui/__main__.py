"""The command line: `python -m moment_ui run`, `--help` for the rest."""

import sys

from moment_ui.launch.command_line import main

if __name__ == "__main__":
    sys.exit(main())
