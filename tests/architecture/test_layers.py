"""The import contracts of pyproject.toml hold."""

import subprocess
import sys

from moment_ui.core.settings import ROOT

LINT = "from importlinter.cli import lint_imports_command as lint; lint()"


def test_import_contracts_are_kept() -> None:
    """In a process of its own: import-linter turns every logger of its process off."""
    command = [sys.executable, "-c", LINT, "--no-cache", "--no-logo"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
