"""Checking e-invoices by a rule set, in a process of its own that keeps the compiled rules warm.

Schematron runs on Saxon, a large native library: whatever happens there, it has no memory of ours and
ends when it takes too long. One process serves all, one document at a time; each takes milliseconds.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from threading import Lock, Timer
from typing import Any

from moment_ui.formats.einvoice_rules import SOURCE, RuleSet
from moment_ui.formats.schematron import NotCompiled, compiled

SECONDS = 60
FATAL, WARNING = "fatal", "warning"
_CHILD = Path(__file__).with_name("einvoice_check_child.py")


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that was broken: its name, how bad, what it says, and where in the document."""

    rule: str
    severity: str
    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found, and by which rule set; "" when none was at hand."""

    rule_set: str
    findings: tuple[Finding, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether nothing fatal was found."""
        return not self.errors

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What a receiver refuses the document for."""
        return tuple(x for x in self.findings if x.severity != WARNING)


class CannotCheck(Exception):
    """The rules could not be run."""


class Checker:
    """A process that holds one rule set; started by the first document, and anew when it ended."""

    def __init__(self, rule_set: RuleSet) -> None:
        self.rule_set = rule_set
        self._lock = Lock()
        self._child: subprocess.Popen[bytes] | None = None

    def check(self, xml: bytes) -> Verdict:
        """What the rules say of a document. Raises CannotCheck."""
        with self._lock:
            answer = self._asked(xml)
        if "failure" in answer:
            raise CannotCheck(answer["failure"])
        return Verdict(self.rule_set.name, tuple(Finding(*each) for each in answer["findings"]))

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _asked(self, xml: bytes) -> dict[str, Any]:
        child = self._running()
        alarm = Timer(SECONDS, child.kill)
        alarm.start()
        try:
            _send(child, xml)
            return _answer(child)
        except (OSError, ValueError) as error:
            self._end()
            raise CannotCheck(type(error).__name__) from error
        finally:
            alarm.cancel()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._end()
        self._child = subprocess.Popen(  # noqa: S603 - our own Python and file
            [sys.executable, "-I", str(_CHILD)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        try:
            _send(self._child, json.dumps(_order(self.rule_set)).encode())
        except (OSError, NotCompiled) as error:
            raise CannotCheck(f"{type(error).__name__}: {error}") from error
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    pipe.close()
            child.wait()


def _order(rule_set: RuleSet) -> dict[str, Any]:
    """What the process is to hold; rules as they are published are compiled here."""
    return {
        "schemas": [str(path) for path in rule_set.schemas],
        "files": [str(path) for path in rule_set.rules if path.suffix != SOURCE],
        "texts": [compiled(path.read_bytes()) for path in rule_set.rules if path.suffix == SOURCE],
    }


def _send(child: subprocess.Popen[bytes], content: bytes) -> None:
    if child.stdin is None:
        raise OSError
    child.stdin.write(len(content).to_bytes(8, "big") + content)
    child.stdin.flush()


def _answer(child: subprocess.Popen[bytes]) -> dict[str, Any]:
    if child.stdout is None:
        raise OSError
    line = child.stdout.readline()
    if not line:
        raise OSError
    answer: dict[str, Any] = json.loads(line)
    return answer
