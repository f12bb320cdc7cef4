"""The official rules, held warm for the whole server. Blocks for some milliseconds a document."""

import logging
from threading import Lock

from moment_ui.core.places import log_error
from moment_ui.core.settings import settings
from moment_ui.formats.einvoice_check import CannotCheck, Checker, Verdict
from moment_ui.formats.einvoice_rules import RuleSet, chosen

logger = logging.getLogger(__name__)

_lock = Lock()
_checkers: dict[str, Checker] = {}
MOST_HELD = 2
"""Rule sets at a time: that of today, and that which somebody tries."""


def verdict_of(xml: bytes, rules_name: str) -> Verdict:
    """What the rule set of that name, or the newest at hand, says of an e-invoice.

    The verdict names the set; "" when none is at hand. Raises CannotCheck.
    """
    rules = rules_for(rules_name)
    if rules is None:
        return Verdict("")
    try:
        return _held(rules).check(xml)
    except CannotCheck as error:
        log_error(logger, "An e-invoice could not be checked", error)
        raise


def rules_for(name: str) -> RuleSet | None:
    """The rule set of that name, else the newest; None when none is at hand."""
    found = chosen(settings().rules_dir, name)
    return found if found is not None and found.rules else None


def let_go() -> None:
    """End every rule process."""
    with _lock:
        for checker in _checkers.values():
            checker.close()
        _checkers.clear()


def _held(rules: RuleSet) -> Checker:
    with _lock:
        found = _checkers.get(rules.name)
        if found is None or found.rule_set != rules:
            while len(_checkers) >= MOST_HELD:
                _checkers.pop(next(iter(_checkers))).close()
            found = _checkers[rules.name] = Checker(rules)
        return found
