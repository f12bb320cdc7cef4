"""What happened, told after commit. Events carry ids only, never figures or names."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from moment_ui.core.places import log_error

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows of one kind changed in one company; `topic` is the kind's name, e.g. "invoices"."""

    company_id: int
    topic: str


Listener = Callable[[Changed], None]
_listeners: list[Listener] = []


def subscribe(listener: Listener) -> Callable[[], None]:
    """Call `listener` for each event from now on; returns the function that ends it."""
    _listeners.append(listener)
    return lambda: _listeners.remove(listener)


def publish(event: Changed) -> None:
    """Tell every listener. A listener that fails is logged and does not stop the others."""
    for listener in tuple(_listeners):
        try:
            listener(event)
        except Exception as error:
            log_error(logger, "An event listener failed", error)
