"""The scoped session: the one place that adds `company_id` to what is read and written.

`ScopedSession` cannot be made without a company. Its execute hook adds the company to every ORM
statement and refuses what would escape it; its flush hook fills in `company_id` and refuses
foreign rows. `GlobalSession` hides every scoped row: log-in and the company switcher use it.
"""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, NoReturn, cast

import sqlalchemy as sa
import sqlmodel
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.interfaces import ORMOption

from moment_ui.models.base import CompanyScoped


class EscapesCompany(RuntimeError):
    """A statement or a row tried to leave the session's company."""


class ScopedSession(sqlmodel.Session):
    """A session that sees and writes one company's rows only."""

    def __init__(self, bind: sa.Engine | sa.Connection, *, company_id: int, **options: Any) -> None:
        super().__init__(bind, expire_on_commit=False, **options)
        self.company_id = company_id

    def bulk_save_objects(self, *_args: Any, **_options: Any) -> NoReturn:
        """Refused: bulk methods skip the flush hook."""
        raise EscapesCompany("Use work.insert_rows")

    def bulk_insert_mappings(self, *_args: Any, **_options: Any) -> NoReturn:
        """Refused: bulk methods skip the flush hook."""
        raise EscapesCompany("Use work.insert_rows")

    def bulk_update_mappings(self, *_args: Any, **_options: Any) -> NoReturn:
        """Refused: bulk methods skip the flush hook."""
        raise EscapesCompany("Use a scoped update statement")


class GlobalSession(sqlmodel.Session):
    """A session that sees global tables only: every scoped row is hidden."""


def scoped_classes() -> Iterator[type[CompanyScoped]]:
    """Every concrete scoped table, however deep it derives."""
    waiting = list(CompanyScoped.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting.extend(model.__subclasses__())
        if hasattr(model, "__table__"):
            yield model


@lru_cache(maxsize=256)
def _of_company(company_id: int) -> tuple[ORMOption, ...]:
    # One criterion per class: SQLAlchemy's lambda over the mixin fails with SQLModel.
    return tuple(
        with_loader_criteria(
            model, cast("Any", model.company_id) == company_id, include_aliases=True
        )
        for model in scoped_classes()
    )


@lru_cache(maxsize=1)
def _nothing() -> tuple[ORMOption, ...]:
    return tuple(
        with_loader_criteria(model, sa.false(), include_aliases=True) for model in scoped_classes()
    )


@event.listens_for(ScopedSession, "do_orm_execute")
def _scope_statement(state: ORMExecuteState) -> None:
    if state.is_insert:
        raise EscapesCompany("Bulk inserts escape the flush hook: use work.insert_rows")
    if state.is_update and _names_company(state):
        raise EscapesCompany("A row cannot be moved to another company")
    company_id = cast("ScopedSession", state.session).company_id
    state.statement = state.statement.options(*_of_company(company_id))


@event.listens_for(GlobalSession, "do_orm_execute")
def _hide_scoped(state: ORMExecuteState) -> None:
    state.statement = state.statement.options(*_nothing())


def _names_company(state: ORMExecuteState) -> bool:
    statement = cast("Any", state.statement)
    values: Mapping[Any, Any] = getattr(statement, "_values", None) or {}
    several = getattr(statement, "_multi_values", ()) or ()
    ordered = getattr(statement, "_ordered_values", ()) or ()
    parameters: Any = state.parameters or ()
    rows: list[Any] = [parameters] if isinstance(parameters, Mapping) else list(parameters)
    names = {_name(key) for key in values} | {_name(key) for key, _ in ordered}
    names |= {_name(key) for row in rows for key in row}
    return "company_id" in names or bool(several)


def _name(key: Any) -> str:
    return key if isinstance(key, str) else str(getattr(key, "key", key))


@event.listens_for(ScopedSession, "before_flush")
def _guard_rows(session: Session, _context: object, _instances: object) -> None:
    company_id = cast("ScopedSession", session).company_id
    for row in session.new:
        if isinstance(row, CompanyScoped) and vars(row).get("company_id") is None:
            row.company_id = company_id
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, CompanyScoped) and _home(row) != {company_id}:
            raise EscapesCompany(f"{type(row).__name__} belongs to another company")


def _home(row: CompanyScoped) -> set[int]:
    history = sa.inspect(row).attrs.company_id.history
    return {*(history.deleted or ()), row.company_id}
