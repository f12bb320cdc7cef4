"""What happened, told after commit. Events carry ids only, never figures or names."""

import logging
from collections import Counter
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from moment_ui.core.places import log_error

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Changed:
    """Rows of one kind changed in one company; `topic` is the kind's name, e.g. "invoices"."""

    company_id: int
    topic: str


Listener = Callable[[Changed], None]
_listeners: list[Listener] = []
_commit_listeners: list[Callable[[int], None]] = []
_commits: Counter[int] = Counter()
_lock = Lock()


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


def subscribe_commits(listener: Callable[[int], None]) -> Callable[[], None]:
    """Call `listener` with the company of each commit of this process that raises its data version."""
    _commit_listeners.append(listener)
    return lambda: _commit_listeners.remove(listener)


def count_heard(company_id: int, commits: int) -> None:
    """Count commits of another worker, who told what changed: they are nobody else's news."""
    _count(company_id, commits)


@contextmanager
def own_commit(company_id: int) -> Generator[None]:
    """Count a commit of this process that raises a company's data version, unless it fails.

    Counted before others can see it, so that it is never taken for somebody else's.
    """
    _count(company_id, 1)
    try:
        yield
    except BaseException:
        _count(company_id, -1)
        raise
    for listener in tuple(_commit_listeners):
        listener(company_id)


def own_commits() -> Mapping[int, int]:
    """How often this process, or a worker that told of it, has raised the data version of each company."""
    with _lock:
        return Counter(_commits)


def _count(company_id: int, by: int) -> None:
    with _lock:
        _commits[company_id] += by
