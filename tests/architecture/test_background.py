"""Background events write to their state only while they hold it.

Reflex refuses it otherwise, at the moment of writing: rarely, when a helper that mostly finds nothing
new writes after all. So every background handler is read, with the methods it calls on itself.
"""

import ast
import inspect
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

from reflex_base.registry import RegistrationContext

import moment_ui.moment_ui  # noqa: F401 - registers every state

SETTING = (ast.Assign, ast.AugAssign, ast.AnnAssign)


def of_self(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and ast.unparse(node.value) == "self"


def holds(node: ast.AST) -> bool:
    return isinstance(node, ast.AsyncWith) and "self" in {
        ast.unparse(item.context_expr) for item in node.items
    }


def method(state: type, name: str) -> Callable[..., Any] | None:
    found = inspect.getattr_static(state, name, None)
    return found if inspect.isfunction(found) else None


def not_held(node: ast.AST) -> Iterator[ast.AST]:
    """The parts of a handler that run while it does not hold its state."""
    if holds(node):
        return
    yield node
    for part in ast.iter_child_nodes(node):
        yield from not_held(part)


def stray(state: type, function: Callable[..., Any], seen: tuple[str, ...]) -> Iterator[str]:
    """The way to each place where the state would be written without being held."""
    body = ast.parse(textwrap.dedent(inspect.getsource(function)))
    way = " > ".join((*seen, function.__name__))
    for node in not_held(body):
        if isinstance(node, SETTING):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if any(of_self(part) for target in targets for part in ast.walk(target)):
                yield f"{way}: {ast.unparse(node)}"
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            helper = method(state, called.removeprefix("self.")) if of_self(node.func) else None
            if called == "setattr":
                yield f"{way}: {ast.unparse(node)}"
            elif helper and helper.__name__ not in seen:
                yield from stray(state, helper, (*seen, function.__name__))


def test_background_events_write_only_while_they_hold_their_state() -> None:
    handlers = RegistrationContext.get().event_handlers.values()
    behind = [each for each in handlers if each.handler.is_background]
    assert len(behind) > 50
    assert not {
        f"{each.states[0].__name__}: {place}"
        for each in behind
        for place in stray(each.states[0], each.handler.fn, ())
    }


def test_a_helper_that_writes_is_found() -> None:
    class Page:
        async def watch(self) -> None:
            async with self:  # type: ignore[attr-defined]
                self.shown = 1
            self._look()

        def _look(self) -> None:
            self.rows = 2

    assert list(stray(Page, Page.watch, ())) == ["watch > _look: self.rows = 2"]
