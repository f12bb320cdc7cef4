"""Statements that are built once for the same question: see `statement` for what is kept."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

import sqlalchemy as sa

from moment_ui.core.cache import Cache
from moment_ui.db.statement import Kept, keep
from moment_ui.db.work import Work

Arguments = ParamSpec("Arguments")
Builder = Callable[Concatenate[Work, Arguments], sa.SelectBase]

_statements: Cache[Kept] = Cache(5000)


def kept(build: Builder[Arguments]) -> Callable[Concatenate[Work, Arguments], Kept]:
    """Keep what a function builds, by its arguments, which are hashable.

    Beside them the statement may depend on who asks and on the day, and on nothing else of the work.
    """

    @wraps(build)
    def found(work: Work, *args: Arguments.args, **options: Arguments.kwargs) -> Kept:
        key = (build, work.database, work.actor, work.today(), args, *options.items())
        return _statements.answer(
            key,
            lambda: keep(build(work, *args, **options), work.session.connection().dialect),
        )

    return found
