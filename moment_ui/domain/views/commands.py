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
from moment_ui.domain.views.errors import TooManyViews, ViewNameInUse
from moment_ui.domain.views.queries import find_view
from moment_ui.models.view import ReportChoice, SavedView

NAME_LENGTH = 100
QUERY_LENGTH = 4000
MOST_VIEWS = 100


@dataclass(frozen=True, slots=True)
class DeletedView:
    """A view that was deleted, with all that brings it back."""

    report: str
    name: str
    query: str
    shared: bool
    was_default: bool


@needs(Permission.VIEW_OWN_SETTINGS)
def save_view(work: Work, report: str, name: str, query: str, *, shared: bool = False) -> int:
    """Keep an address under a name, for the reader or for the company; returns its id.

    Raises Invalid (empty or long name, long address), ViewNameInUse, TooManyViews, NotPermitted.
    """
    work.leave_figures()
    if shared:
        _check_may_share(work)
    name = _checked_name(work, report, name)
    if len(_my_names(work, report)) >= MOST_VIEWS:
        raise TooManyViews(MOST_VIEWS)
    view = SavedView(
        report=report,
        name=name,
        query=_checked_query(query),
        owner_id=work.actor.user_id,
        owner_name=work.actor.name,
        shared=shared,
        created_at=clock.now(),
    )
    work.session.add(view)
    work.session.flush()
    return view.key


@needs(Permission.VIEW_OWN_SETTINGS)
def rename_view(work: Work, view_id: int, name: str) -> None:
    """Give one's own view another name. Raises NotFound, Invalid, ViewNameInUse."""
    work.leave_figures()
    view = _own(work, view_id)
    if name.strip() != view.name:
        view.name = _checked_name(work, view.report, name)


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
def delete_view(work: Work, view_id: int) -> DeletedView:
    """Delete one's own view; whoever has it as default sees the plain list. Raises NotFound."""
    work.leave_figures()
    view = _own(work, view_id)
    choices = work.session.exec(
        select(ReportChoice).where(col(ReportChoice.default_view_id) == view_id)
    ).all()
    for choice in choices:
        choice.default_view_id = None
    work.session.flush()
    work.session.delete(view)
    was_default = any(choice.user_id == work.actor.user_id for choice in choices)
    return DeletedView(view.report, view.name, view.query, view.shared, was_default)


@needs(Permission.VIEW_OWN_SETTINGS)
def restore_view(work: Work, deleted: DeletedView) -> int:
    """Bring a deleted view back, under a new id. Raises like save_view."""
    view_id = save_view(work, deleted.report, deleted.name, deleted.query, shared=deleted.shared)
    if deleted.was_default:
        choose_default(work, deleted.report, view_id)
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


def _own(work: Work, view_id: int) -> SavedView:
    view = work.session.exec(
        select(SavedView).where(
            col(SavedView.id) == view_id, col(SavedView.owner_id) == work.actor.user_id
        )
    ).first()
    if view is None:
        raise NotFound(_("The view"))
    return view


def _my_names(work: Work, report: str) -> set[str]:
    names = select(SavedView.name).where(
        col(SavedView.report) == report, col(SavedView.owner_id) == work.actor.user_id
    )
    return set(work.session.exec(names))


def _checked_name(work: Work, report: str, name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise Invalid(name=_("Give the view a name."))
    if len(name) > NAME_LENGTH:
        raise Invalid(name=_("A name has at most {most} letters.").format(most=NAME_LENGTH))
    if name in _my_names(work, report):
        raise ViewNameInUse(name)
    return name


def _checked_query(query: str) -> str:
    if len(query) > QUERY_LENGTH:
        raise Invalid(name=_("The filter is too long to be kept in a view. Shorten it."))
    return query


def _check_may_share(work: Work) -> None:
    if not work.actor.may(Permission.SHARE_VIEWS):
        raise NotPermitted
