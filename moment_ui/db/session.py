"""The scoped session: the one place that adds `company_id` to what is read and written.

`ScopedSession` cannot be made without a company. Its execute hook adds the company to every ORM
statement and refuses what would escape it; its flush hook fills in `company_id` and refuses
foreign rows. `GlobalSession` hides every scoped row and writes none: log-in and the company
switcher use it. Both refuse statements that hooks cannot see into, and changes to rows of tables
that are only added to.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NoReturn, cast

import sqlalchemy as sa
import sqlmodel
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, with_loader_criteria
from sqlalchemy.orm.interfaces import ORMOption
from sqlalchemy.sql.visitors import iterate

from moment_ui.db.issued import guard_issued, guard_statement
from moment_ui.db.merged import guard_flush
from moment_ui.db.mirrored import guard_mirror_statement, guard_mirrors
from moment_ui.models.base import CompanyScoped


class EscapesCompany(RuntimeError):
    """A statement or a row tried to leave the session's company."""


class AppendOnly(RuntimeError):
    """A row of a table that is only added to was to be changed or removed."""


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


COMPANY = "company_of_the_session"
"""The parameter of a kept statement that each running binds to the session's company."""


@lru_cache(maxsize=256)
def _of_company(company_id: int) -> tuple[ORMOption, ...]:
    # One criterion per class: over the mixin it fails with SQLModel. As a function of the class,
    # because a plain expression is not carried over to an alias in a join.
    return tuple(
        with_loader_criteria(
            model,
            lambda entity: entity.company_id == company_id,
            include_aliases=True,
        )
        for model in scoped_classes()
    )


@lru_cache(maxsize=1)
def of_bound_company() -> tuple[ORMOption, ...]:
    """The same for statements that are kept: the company is the parameter `COMPANY`."""
    company = sa.bindparam(COMPANY, type_=sa.Integer())
    return tuple(
        with_loader_criteria(
            model,
            lambda entity: entity.company_id == company,
            include_aliases=True,
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
    _refuse(state)
    if state.is_insert:
        raise EscapesCompany("Bulk inserts escape the flush hook: use work.insert_rows")
    if state.is_update and _names_company(state):
        raise EscapesCompany("A row cannot be moved to another company")
    if state.is_update and isinstance(state.parameters, Sequence):
        raise EscapesCompany("Updates by a list of ids escape the scope: use work.update_rows")
    company_id = cast("ScopedSession", state.session).company_id
    if state.is_update or state.is_delete:
        reached = _target(state), state.statement, _names_in(state)
        guard_statement(state.session, company_id, *reached)
        guard_mirror_statement(state.session, company_id, *reached)
    state.statement = state.statement.options(*_of_company(company_id))


@event.listens_for(GlobalSession, "do_orm_execute")
def _hide_scoped(state: ORMExecuteState) -> None:
    _refuse(state)
    changes = state.is_insert or state.is_update or state.is_delete
    if changes and issubclass(_target(state), CompanyScoped):
        raise EscapesCompany("Rows of a company are written in its own session")
    state.statement = state.statement.options(*_nothing())


def _refuse(state: ORMExecuteState) -> None:
    """Refuse what carries no criteria, and what would change a table that is only added to."""
    refuse_opaque(state.statement)
    if (state.is_update or state.is_delete) and is_append_only(_target(state)):
        raise AppendOnly(_target(state).__name__)


def refuse_opaque(statement: Any) -> None:
    """Raises EscapesCompany when criteria cannot be added to the statement."""
    seen = _asks_orm(statement) or _holds_orm_statements_only(statement)
    if not seen or statement.is_from_statement:
        raise EscapesCompany("Raw SQL and bare tables escape company scoping")


def _holds_orm_statements_only(statement: Any) -> bool:
    """Whether a select without tables of its own, like `select(exists(…))`, asks the ORM inside."""
    if not isinstance(statement, sa.Select) or statement.get_final_froms():
        return False
    parts: list[Any] = list(iterate(cast("Any", statement)))
    raw = any(isinstance(part, sa.TextClause) for part in parts)
    return not raw and all(_by_orm(part) for part in parts if part is not statement)


def _by_orm(part: Any) -> bool:
    return part.__visit_name__ != "select" or _asks_orm(part)


def _asks_orm(statement: Any) -> bool:
    return getattr(statement, "_propagate_attrs", {}).get("compile_state_plugin") == "orm"


def _target(state: ORMExecuteState) -> type[Any]:
    mapper = state.bind_mapper
    return mapper.class_ if mapper else object


def _names_company(state: ORMExecuteState) -> bool:
    several = getattr(state.statement, "_multi_values", ()) or ()
    return "company_id" in _names_in(state) or bool(several)


def _names_in(state: ORMExecuteState) -> set[str]:
    """The columns that an update names."""
    statement = cast("Any", state.statement)
    values: Mapping[Any, Any] = getattr(statement, "_values", None) or {}
    ordered = getattr(statement, "_ordered_values", ()) or ()
    parameters: Any = state.parameters or ()
    rows: list[Any] = [parameters] if isinstance(parameters, Mapping) else list(parameters)
    names = {_name(key) for key in values} | {_name(key) for key, _ in ordered}
    return names | {_name(key) for row in rows for key in row}


def _name(key: Any) -> str:
    return key if isinstance(key, str) else str(getattr(key, "key", key))


def is_append_only(model: type[Any]) -> bool:
    """Whether rows of the table are only ever added."""
    return bool(getattr(model, "append_only", False))


@event.listens_for(ScopedSession, "before_flush")
def _guard_rows(session: Session, _context: object, _instances: object) -> None:
    company_id = cast("ScopedSession", session).company_id
    for row in session.new:
        if isinstance(row, CompanyScoped) and vars(row).get("company_id") is None:
            row.company_id = company_id
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, CompanyScoped) and _home(row) != {company_id}:
            raise EscapesCompany(f"{type(row).__name__} belongs to another company")
    _refuse_changes(session)
    guard_issued(session, company_id)
    guard_mirrors(session)
    guard_flush(session, company_id)


@event.listens_for(GlobalSession, "before_flush")
def _guard_global(session: Session, _context: object, _instances: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, CompanyScoped):
            raise EscapesCompany(f"{type(row).__name__} is written in its company's session")


def _refuse_changes(session: Session) -> None:
    changed = [row for row in session.dirty if session.is_modified(row)]
    for row in (*changed, *session.deleted):
        if is_append_only(cast("type[Any]", type(row))):
            raise AppendOnly(type(row).__name__)


def _home(row: CompanyScoped) -> set[int]:
    history = sa.inspect(row).attrs.company_id.history
    return {*(history.deleted or ()), row.company_id}
