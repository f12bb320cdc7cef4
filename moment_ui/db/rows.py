"""Rows by their ids, as commands on many of them want them."""

from collections.abc import Sequence
from typing import Any, TypeVar, cast

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.db.work import Work
from moment_ui.models.base import CompanyScoped

Row = TypeVar("Row", bound=CompanyScoped)
MANY = 500


def locked_rows(work: Work, model: type[Row], ids: Sequence[int], what: str) -> list[Row]:
    """The company's rows with these ids, by id, locked until the transaction ends.

    Always in that order, so that two commands on the same rows wait for each other and never both.
    Raises NotFound, which names `what`, when one of them is not there.
    """
    wanted = sorted(set(ids))
    key: Any = col(cast("Any", model).id)
    found: list[Row] = []
    for start in range(0, len(wanted), MANY):
        query = select(model).where(key.in_(wanted[start : start + MANY])).order_by(key)
        found.extend(work.session.exec(query.with_for_update()))
    if len(found) != len(wanted):
        raise NotFound(what)
    return found
