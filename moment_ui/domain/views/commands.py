"""Keeping, changing and deleting saved views; keeping the columns and page size of a reader.

None of it changes a figure, so caches of figures stay: `work.leave_figures()`.
"""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.views.errors import TooManyViews, ViewNameInUse
from moment_ui.domain.views.queries import find_view
from moment_ui.models.view import ReportChoice, SavedView

NAME_LENGTH = 100
QUERY_LENGTH = 4000
MOST_VIEWS = 100


@dataclass(frozen=True, slots=True)
class ViewData:
    """What a view is: enough to bring a deleted one back. `default_of` holds ids of users."""

    report: str
    name: str
    query: str
    shared: bool
    owner_id: int
    owner_name: str
    default_of: tuple[int, ...] = ()


@needs(Permission.VIEW_OWN_SETTINGS)
def save_view(work: Work, report: str, name: str, query: str, *, shared: bool = False) -> int:
    """Keep an address under a name, for the reader or for the company; returns its id.

    Raises Invalid (empty or long name, long address), ViewNameInUse, TooManyViews, NotPermitted.
    """
    work.leave_figures()
    if shared:
        _check_may_share(work)
    actor = work.actor
    return _add(work, ViewData(report, name, query, shared, actor.user_id, actor.name))


@needs(Permission.VIEW_OWN_SETTINGS)
def rename_view(work: Work, view_id: int, name: str) -> None:
    """Give one's own view another name. Raises NotFound, Invalid, ViewNameInUse."""
    work.leave_figures()
    view = _own(work, view_id)
    if name.strip() != view.name:
        view.name = _checked_name(work, view.report, name, view.owner_id)


@needs(Permission.VIEW_OWN_SETTINGS)
def update_view(work: Work, view_id: int, query: str) -> None:
    """Keep another address in one's own view. Raises NotFound, Invalid."""
    work.leave_figures()
    _own(work, view_id).query = _checked_query(query)


@needs(Permission.VIEW_OWN_SETTINGS, Permission.SHARE_VIEWS)
def share_view(work: Work, view_id: int, *, shared: bool) -> None:
    """Show one's own view to the whole company, or to nobody else any more. Raises NotFound."""
    work.leave_figures()
    _own(work, view_id).shared = shared


@needs(Permission.VIEW_OWN_SETTINGS)
def delete_view(work: Work, view_id: int) -> ViewData:
    """Delete one's own view; whoever has it as default sees the plain list. Raises NotFound."""
    work.leave_figures()
    return _delete(work, _own(work, view_id))


@needs(Permission.REMOVE_SHARED_VIEWS)
def remove_shared_view(work: Work, view_id: int) -> ViewData:
    """Delete a shared view of anybody, whose owner may have left. Raises NotFound."""
    work.leave_figures()
    shared = select(SavedView).where(col(SavedView.id) == view_id, col(SavedView.shared).is_(True))
    view = work.session.exec(shared).first()
    if view is None:
        raise NotFound(_("The view"))
    record(work, "remove_shared_view", view, view.name)
    return _delete(work, view)


@needs(Permission.VIEW_OWN_SETTINGS)
def restore_view(work: Work, deleted: ViewData) -> int:
    """Bring back a view of one's own under a new id, and as the default of those who had it.

    Raises like save_view.
    """
    work.leave_figures()
    if deleted.owner_id != work.actor.user_id:
        raise NotPermitted
    if deleted.shared:
        _check_may_share(work)
    return _restore(work, deleted)


@needs(Permission.REMOVE_SHARED_VIEWS)
def restore_shared_view(work: Work, deleted: ViewData) -> int:
    """Bring a shared view back to its owner. Raises like save_view."""
    work.leave_figures()
    view_id = _restore(work, deleted)
    record(work, "restore_shared_view", ("saved_view", view_id), deleted.name)
    return view_id


@needs(Permission.VIEW_OWN_SETTINGS)
def choose_default(work: Work, report: str, view_id: int | None) -> None:
    """What the reader sees first; None: the plain list. Raises NotFound for a view not to be seen."""
    work.leave_figures()
    if view_id is not None and find_view(work, report, view_id) is None:
        raise NotFound(_("The view"))
    _choice(work, report).default_view_id = view_id


@needs(Permission.VIEW_OWN_SETTINGS)
def keep_choice(
    work: Work, report: str, *, columns: tuple[str, ...] | None = None, size: int | None = None
) -> None:
    """Keep the columns (none: the report's own) or the page size a reader chose."""
    work.leave_figures()
    choice = _choice(work, report)
    if columns is not None:
        choice.columns = ",".join(columns)[:2000]
    if size is not None:
        choice.page_size = size


def _choice(work: Work, report: str) -> ReportChoice:
    mine = work.session.exec(
        select(ReportChoice).where(
            col(ReportChoice.user_id) == work.actor.user_id, col(ReportChoice.report) == report
        )
    ).first()
    if mine is None:
        mine = ReportChoice(user_id=work.actor.user_id, report=report)
        work.session.add(mine)
    return mine


def _add(work: Work, wanted: ViewData) -> int:
    name = _checked_name(work, wanted.report, wanted.name, wanted.owner_id)
    if len(_names_of(work, wanted.report, wanted.owner_id)) >= MOST_VIEWS:
        raise TooManyViews(MOST_VIEWS)
    view = SavedView(
        report=wanted.report,
        name=name,
        query=_checked_query(wanted.query),
        owner_id=wanted.owner_id,
        owner_name=wanted.owner_name,
        shared=wanted.shared,
        created_at=clock.now(),
    )
    work.session.add(view)
    work.session.flush()
    return view.key


def _delete(work: Work, view: SavedView) -> ViewData:
    choices = work.session.exec(
        select(ReportChoice).where(col(ReportChoice.default_view_id) == view.id)
    ).all()
    for choice in choices:
        choice.default_view_id = None
    work.session.flush()
    work.session.delete(view)
    default_of = tuple(choice.user_id for choice in choices)
    owner = view.owner_id, view.owner_name
    return ViewData(view.report, view.name, view.query, view.shared, *owner, default_of)


def _restore(work: Work, deleted: ViewData) -> int:
    view_id = _add(work, deleted)
    choices = select(ReportChoice).where(
        col(ReportChoice.report) == deleted.report,
        col(ReportChoice.user_id).in_(deleted.default_of),
        col(ReportChoice.default_view_id).is_(None),
    )
    for choice in work.session.exec(choices):
        choice.default_view_id = view_id
    return view_id


def _own(work: Work, view_id: int) -> SavedView:
    view = work.session.exec(
        select(SavedView).where(
            col(SavedView.id) == view_id, col(SavedView.owner_id) == work.actor.user_id
        )
    ).first()
    if view is None:
        raise NotFound(_("The view"))
    return view


def _names_of(work: Work, report: str, owner_id: int) -> set[str]:
    names = select(SavedView.name).where(
        col(SavedView.report) == report, col(SavedView.owner_id) == owner_id
    )
    return set(work.session.exec(names))


def _checked_name(work: Work, report: str, name: str, owner_id: int) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid(name=_("Give the view a name."))
    if len(name) > NAME_LENGTH:
        raise Invalid(name=_("A name has at most {most} letters.").format(most=NAME_LENGTH))
    if name in _names_of(work, report, owner_id):
        raise ViewNameInUse(name)
    return name


def _checked_query(query: str) -> str:
    if len(query) > QUERY_LENGTH:
        raise Invalid(name=_("The filter is too long to be kept in a view. Shorten it."))
    return query


def _check_may_share(work: Work) -> None:
    if not work.actor.may(Permission.SHARE_VIEWS):
        raise NotPermitted
