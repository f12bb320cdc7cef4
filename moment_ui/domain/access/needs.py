"""Permissions are declared, not coded: `@needs(Permission.EDIT_CUSTOMERS)` on commands and queries."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.db.work import Work

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Function = TypeVar("Function", bound=Callable[..., Any])
Operation = Callable[Concatenate[Work, Arguments], Answer]


def needs(
    *permissions: Permission,
) -> Callable[[Operation[Arguments, Answer]], Operation[Arguments, Answer]]:
    """Refuse an operation unless the actor has every permission named. Raises NotPermitted."""

    def declare(operation: Operation[Arguments, Answer]) -> Operation[Arguments, Answer]:
        @wraps(operation)
        def permitted(work: Work, /, *args: Arguments.args, **options: Arguments.kwargs) -> Answer:
            if not all(work.actor.may(permission) for permission in permissions):
                raise NotPermitted
            return operation(work, *args, **options)

        vars(permitted)["permissions"] = frozenset(permissions)
        return permitted

    return declare


def before_log_in(why: str) -> Callable[[Function], Function]:
    """Declare that a function takes no actor, and why that is safe: there is none yet."""

    def declare(function: Function) -> Function:
        vars(function)["without_actor"] = why
        return function

    return declare
