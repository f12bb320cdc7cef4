"""Arguments nobody honest sends, for any handler of ours."""

import inspect
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from reflex_base.registry import RegistrationContext

import moment_ui.moment_ui  # noqa: F401 - registers every state
from moment_ui.state.payload import fits, shape_of
from tests.world import Place

NONSENSE: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    2**63,
    1.5,
    "",
    "x" * 20_000,
    "' or 1=1 --",
    "../../etc/passwd",
    "=cmd|' /c calc'!A1",
    "\x00\ud7ff\u202e",
    "<script>alert(1)</script>",
    "//evil.example",
    "__class__",
    [],
    [[[]]],
    {},
    {"$ne": 1},
    {"__class__": "x", "id": "1", "name": ["x"]},
)


def handlers() -> dict[str, list[str]]:
    """The full names of every handler of ours, by the module and name of its state."""
    found: dict[str, list[str]] = {}
    for name in sorted(RegistrationContext.get().event_handlers):
        state, _, handler = name.rpartition(".")
        if "moment_ui___" in state and handler != "setvar":
            found.setdefault(state.rpartition("moment_ui___")[2], []).append(name)
    return found


def shared(names: Iterable[str]) -> set[str]:
    """Those whose code several states have in common, as lists do."""
    known = RegistrationContext.get().event_handlers
    code = {name: known[name].handler.fn.__code__ for name in known}
    times = Counter(code.values())
    return {name for name in names if times[code[name]] > 1}


def one_of_each_code(names: Iterable[str]) -> list[str]:
    """The first of those whose code is the same; the partner set-up last: the others need what it undoes."""
    known = RegistrationContext.get().event_handlers
    found = {known[name].handler.fn.__code__: name for name in reversed(list(names))}
    return sorted(found.values(), key=lambda name: ("state___partners___" in name, name))


def parameters(name: str) -> list[str]:
    """What a handler calls its arguments."""
    function = RegistrationContext.get().event_handlers[name].handler.fn
    return list(inspect.signature(function).parameters)[1:]


def payloads(name: str, values: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """What the guard lets through: nothing at all, each value for all arguments and for each alone.

    What does not fit a handler's arguments never reaches it (`misfit`).
    """
    function = RegistrationContext.get().event_handlers[name].handler.fn
    wanted = parameters(name)
    some = _something_for(function)
    sent: list[dict[str, Any]] = [{}]
    for value in values if wanted else ():
        sent.append(dict.fromkeys(wanted, value))
        sent += [{**some, alone: value} for alone in wanted if len(wanted) > 1]
    return (payload for payload in sent if fits(function, payload))


def misfit(name: str) -> dict[str, Any]:
    """Arguments that a handler does not have."""
    return {"no_such_argument": 1, "self": 1, **dict.fromkeys(parameters(name), "x")}


def _something_for(function: Callable[..., Any]) -> dict[str, Any]:
    """For each argument a value that fits it."""
    checks = shape_of(function).checks
    return {
        name: next((value for value in ("1", True, 1, [], {}) if check(value)), "1")
        for name, check in checks.items()
    }


def ids_of(place: Place) -> tuple[Any, ...]:
    """One id of each kind of row of a company."""
    kinds = (
        place.customers.values(),
        place.contacts.values(),
        place.tags.values(),
        place.co_workers.values(),
        place.projects.values(),
        place.invoices.values(),
        place.drafts,
        place.notes,
        place.views.values(),
        place.files.values(),
        place.imports,
        place.offers.values(),
    )
    return tuple(sorted({next(iter(kind)) for kind in kinds} | {place.company_id}))


def shapes_of(place: Place) -> tuple[Any, ...]:
    """The same ids in every other shape a handler might take them, and the company's names."""
    ids = ids_of(place)
    forms = [{"id": one, "customer_id": one, "view": one, "tag": one} for one in ids]
    names = [next(iter(place.files)), place.slug, f"/{place.slug}/customers"]
    return (*map(str, ids), list(ids), *forms, *names)
