"""The saved views a reader may open, and what the reader chose last for a list."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.view import ReportChoice, SavedView


@dataclass(frozen=True, slots=True)
class ViewRow:
    """A saved view: its address (`query`), whose it is, and whether it is the reader's default.

    `removable`: the reader may delete it, as its owner or for its owner.
    """

    id: int
    name: str
    query: str
    owner: str
    mine: bool
    removable: bool
    shared: bool
    is_default: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader sees of a list whose address does not say: columns, page size, default view."""

    columns: tuple[str, ...] = ()
    page_size: int | None = None
    default: ViewRow | None = None


@needs(Permission.VIEW_OWN_SETTINGS)
def saved_views(work: Work, report: str) -> list[ViewRow]:
    """The reader's views of a list and the shared ones, by name."""
    default_id = _default_id(work, report)
    rows = work.session.exec(
        select(SavedView)
        .where(col(SavedView.report) == report, _may_open(work))
        .order_by(sa.func.lower(col(SavedView.name)), col(SavedView.id))
    )
    return [_row(work, row, default_id) for row in rows]


@needs(Permission.VIEW_OWN_SETTINGS)
def find_view(work: Work, report: str, view_id: int) -> ViewRow | None:
    """One view of a list that the reader may open."""
    row = work.session.exec(
        select(SavedView).where(
            col(SavedView.report) == report, col(SavedView.id) == view_id, _may_open(work)
        )
    ).first()
    return _row(work, row, _default_id(work, report)) if row else None


@needs(Permission.VIEW_OWN_SETTINGS)
def my_choice(work: Work, report: str) -> Choice:
    """What the reader chose last for a list. A default view that is not shared any more is none."""
    stored = _stored(work, report)
    if stored is None:
        return Choice()
    default = find_view(work, report, stored.default_view_id) if stored.default_view_id else None
    columns = tuple(key for key in stored.columns.split(",") if key)
    return Choice(columns, stored.page_size, default)


def _may_open(work: Work) -> sa.ColumnElement[bool]:
    return sa.or_(col(SavedView.owner_id) == work.actor.user_id, col(SavedView.shared).is_(True))


def _stored(work: Work, report: str) -> ReportChoice | None:
    return work.session.exec(
        select(ReportChoice).where(
            col(ReportChoice.user_id) == work.actor.user_id, col(ReportChoice.report) == report
        )
    ).first()


def _default_id(work: Work, report: str) -> int | None:
    stored = _stored(work, report)
    return stored.default_view_id if stored else None


def _row(work: Work, view: SavedView, default_id: int | None) -> ViewRow:
    mine = view.owner_id == work.actor.user_id
    may_remove = view.shared and work.actor.may(Permission.REMOVE_SHARED_VIEWS)
    return ViewRow(
        id=view.key,
        name=view.name,
        query=view.query,
        owner=view.owner_name,
        mine=mine,
        removable=mine or may_remove,
        shared=view.shared,
        is_default=view.id == default_id,
    )
