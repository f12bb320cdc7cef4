"""Commands, queries and handlers declare who may use them, and every permission is used."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from reflex.istate.storage import ClientStorageBase
from reflex.state import State
from reflex_base.registry import RegisteredEventHandler, RegistrationContext

import moment_ui.moment_ui  # noqa: F401 - registers every state
from moment_ui.core.actor import Permission
from moment_ui.domain.access.rules import STANDARD_ROLES
from moment_ui.models.access import RoleKey
from moment_ui.reports import REPORTS
from moment_ui.state.guard import FOR_READERS, PUBLIC, permissions_needed
from tests.architecture.source import Module, modules

OPERATIONS = ("commands.py", "queries.py", "listing.py")
NEVER = "reflex___state____state.reflex___state____update_vars_internal_state.update_vars_internal"
"""Reflex's handler for values kept in the browser: we keep none, the guard refuses it."""


def operations() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the domain's commands, queries and listings."""
    for module in modules():
        if module.package == "domain" and module.path.endswith(OPERATIONS):
            loaded = importlib.import_module(dotted(module))
            for name, function in inspect.getmembers(loaded, inspect.isfunction):
                if not name.startswith("_") and function.__module__ == loaded.__name__:
                    yield f"{module.path}:{name}", function


def dotted(module: Module) -> str:
    """The module's import name."""
    return "moment_ui." + module.path.removesuffix(".py").replace("/", ".")


def our_handlers() -> dict[str, RegisteredEventHandler]:
    """Every registered handler that is not Reflex's own, nor a `setvar`, which is always refused."""
    known = RegistrationContext.get().event_handlers
    return {
        name: handler
        for name, handler in known.items()
        if "moment_ui___" in name and not name.endswith(".setvar")
    }


def test_operations_declare_a_permission() -> None:
    """Who may, or in some words why that is nobody's business."""
    found = list(operations())
    undeclared = [name for name, operation in found if not _declares_one(operation)]
    assert undeclared == []
    assert len(found) > 100


def _declares_one(operation: Callable[..., Any]) -> bool:
    permissions = getattr(operation, "permissions", None)
    reason = getattr(operation, "without_actor", None)
    if permissions is None:
        return reason is not None and len(reason) > 3
    return bool(permissions) and reason is None


def test_handlers_declare_a_permission() -> None:
    handlers = our_handlers()
    assert [name for name in handlers if permissions_needed(name) is None] == []
    assert len(handlers) > 100


def test_handlers_do_not_hold_up_the_loop() -> None:
    waited_for = (inspect.iscoroutinefunction, inspect.isasyncgenfunction)
    held_up = [
        name
        for name, known in our_handlers().items()
        if not any(is_so(known.handler.fn) for is_so in waited_for)
    ]
    assert held_up == []


def test_reflexs_own_handlers_are_the_ones_we_know() -> None:
    known = RegistrationContext.get().event_handlers
    own = {
        name
        for name in known
        if name.split(".")[-2].startswith("reflex___") and not name.endswith(".setvar")
    }
    assert own == PUBLIC | FOR_READERS | {NEVER}


def test_nothing_is_kept_in_the_browser() -> None:
    kept = [
        f"{state.__name__}.{name}"
        for state in RegistrationContext.get().base_states.values()
        for name, field in state.get_fields().items()
        if isinstance(field.default, ClientStorageBase)
    ]
    assert kept == []


def test_states_are_flat() -> None:
    deep = [
        name
        for name, state in RegistrationContext.get().base_states.items()
        if "moment_ui___" in name and state.get_parent_state() is not State
    ]
    assert deep == []


def test_what_states_run_declares_a_permission() -> None:
    """`_read` and `_write` get operations that declare, or what runs a report (see test_reports)."""
    undeclared = [
        f"{module.place(call)} {target}"
        for module in modules()
        if module.package == "state"
        for call, target in _work_begun(module)
        if not _declares(_resolve(importlib.import_module(dotted(module)), target))
    ]
    assert undeclared == []


def _work_begun(module: Module) -> Iterator[tuple[ast.Call, str]]:
    calls = [node for node in ast.walk(module.tree) if isinstance(node, ast.Call) and node.args]
    for call in calls:
        if isinstance(call.func, ast.Attribute) and call.func.attr in {"_read", "_write"}:
            yield call, ast.unparse(call.args[0])


def _resolve(module: Any, name: str) -> Any:
    """The function a name stands for in a module; None for a parameter, which its caller names."""
    value: Any = module
    for part in name.split("."):
        value = getattr(value, part, None)
    return value


def _declares(operation: Any) -> bool:
    if operation is None or operation.__module__.startswith("moment_ui.reports."):
        return True
    if operation.__module__.startswith("moment_ui.state."):
        return _only_calls_operations(operation)
    return any(hasattr(operation, name) for name in ("permissions", "without_actor"))


def _only_calls_operations(function: Callable[..., Any]) -> bool:
    """Whether a helper of a state hands its work on to operations, and never uses it itself."""
    tree = ast.parse(inspect.getsource(function))
    passed = {
        id(call.args[0]): ast.unparse(call.func)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and call.args and ast.unparse(call.args[0]) == "work"
    }
    uses = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "work"]
    module = inspect.getmodule(function)
    return all(id(use) in passed and _declares(_resolve(module, passed[id(use)])) for use in uses)


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_used(permission: Permission) -> None:
    by_operations = {
        one for _, operation in operations() for one in getattr(operation, "permissions", ())
    }
    by_handlers = {one for name in our_handlers() for one in permissions_needed(name) or ()}
    by_columns = {
        part.needs
        for report in REPORTS
        for part in (*report.columns, *report.filters)
        if part.needs
    }
    assert permission in by_operations | by_handlers | by_columns


def test_roles_permit_more_from_step_to_step() -> None:
    steps = [STANDARD_ROLES[role] for role in reversed(list(RoleKey))]
    assert all(less < more for less, more in pairwise(steps))
    assert STANDARD_ROLES[RoleKey.ADMINISTRATOR] == frozenset(Permission)
