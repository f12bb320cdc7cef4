"""What every state class builds on: the actor of the event, units of work, and messages.

How a handler declares its permission: the state class says `needs`, a frozenset of Permission
(empty: any member of the company), for all its handlers; a handler that needs more says so with
`@requires(Permission.…)` below `@rx.event`. The guard checks both before the handler runs, and the
commands and queries check again. A handler without a declaration never runs.
"""

import logging
import secrets
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar, Concatenate, Literal, ParamSpec, TypeVar, cast, get_args

import reflex as rx
from reflex_base.event import Event, EventSpec

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError, LoggedOut, NeedsConfirmation
from moment_ui.core.places import places
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.access.cookies import slug_in, token_in
from moment_ui.state.caller import current_actor, fresh_actor
from moment_ui.state.live import HUB
from moment_ui.state.shared_reads import SharedReads

logger = logging.getLogger(__name__)

Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")
Function = TypeVar("Function", bound=Callable[..., Any])
Operation = Callable[Concatenate[Work, Arguments], Answer]
NoticeKind = Literal["info", "success", "warning", "error"]
KEPT_NOTICES = 5
READS: SharedReads[Any] = SharedReads()


def requires(*permissions: Permission) -> Callable[[Function], Function]:
    """Declare what a handler needs beyond its state class. Stands below `@rx.event`."""

    def declare(handler: Function) -> Function:
        vars(handler)["permissions"] = frozenset(permissions)
        return handler

    return declare


def declared(handler: Callable[..., Any], state: type) -> frozenset[Permission] | None:
    """What a handler of a state class declares to need; None when nothing was declared."""
    own: frozenset[Permission] | None = getattr(handler, "permissions", None)
    shared: frozenset[Permission] | None = getattr(state, "needs", None)
    if own is None and shared is None:
        return None
    return (own or frozenset()) | (shared or frozenset())


class AppState(rx.State, mixin=True):
    """A mixin without vars for every state class that reads or writes."""

    def _actor(self) -> Actor:
        """Who acts in this event. Raises LoggedOut."""
        return current_actor()

    def _whose(self) -> tuple[str, str]:
        """The log-in and the company this tab stands for now.

        A background event asks before it reads and again before it draws: meanwhile the tab may
        have gone to another reader or company.
        """
        return token_in(self.router.headers.cookie), slug_in(self.router.url.path)

    async def _news(
        self,
        *topics: str,
        also_without: bool = False,
        at_once: bool = False,
        beside: tuple[int, ...] = (),
    ) -> AsyncIterator[None]:
        """Each time something on these topics changed in the company, for as long as the tab is open.

        For background events. `also_without`: every half minute too, for what changes as time passes.
        `at_once`: first of all, too, for what changed since the page was read.
        `beside`: partner companies whose news are heard as well, as a query has found them.
        """
        with HUB.watching(self._actor().company_id, *topics, beside=beside) as watch:
            if at_once:
                yield
            while HUB.is_open(self.router.session.client_token):
                if await watch.news() or also_without:
                    yield

    async def _read(
        self,
        query: Operation[Arguments, Answer],
        *args: Arguments.args,
        **options: Arguments.kwargs,
    ) -> Answer:
        """Run a query in the thread pool, in a unit of work of its own."""
        return await in_pool(_read_as, await fresh_actor(), query, *args, **options)

    async def _read_together(
        self,
        topics: tuple[str, ...],
        query: Operation[Arguments, Answer],
        *args: Arguments.args,
        **options: Arguments.kwargs,
    ) -> Answer:
        """What `_read` gives, read once for everybody with the same permissions who watches these topics.

        For queries whose answer depends on what the actor may do, and not on who the actor is.
        """
        actor = await fresh_actor()
        key = (query, args, *options.items(), _may_see(actor))
        version = HUB.version(actor.company_id, *topics)
        ask = partial(in_pool, _read_as, actor, query, *args, **options)
        return await READS.read(key, version, ask)

    async def _write(
        self,
        command: Operation[Arguments, Answer],
        *args: Arguments.args,
        **options: Arguments.kwargs,
    ) -> Answer:
        """Run a command in the thread pool: one transaction, committed when it returns."""
        return await in_pool(_write_as, await fresh_actor(), command, *args, **options)


@contextmanager
def shown_or_failed(page: Any) -> Iterator[None]:
    """What is read in the block is shown; else the page says what stood in the way.

    `page` is a state with `phase` and `problem`. A log-in that has ended is for the guard.
    """
    try:
        yield
    except LoggedOut:
        raise
    except AppError as error:
        page.phase, page.problem = "failed", error.message
    else:
        page.phase = "ready"


def _may_see(actor: Actor) -> tuple[Any, ...]:
    """What an answer read for several people depends on; two who agree in it get the same."""
    return actor.company_id, actor.permissions, actor.locale, actor.timezone


def _read_as(
    actor: Actor,
    query: Operation[Arguments, Answer],
    *args: Arguments.args,
    **options: Arguments.kwargs,
) -> Answer:
    with reading(actor) as work:
        return query(work, *args, **options)


def _write_as(
    actor: Actor,
    command: Operation[Arguments, Answer],
    *args: Arguments.args,
    **options: Arguments.kwargs,
) -> Answer:
    with writing(actor) as work:
        return command(work, *args, **options)


@dataclass(frozen=True)
class Notice:
    """A message on the screen. `undo` says whether the act can be taken back."""

    id: int
    kind: NoticeKind
    text: str
    undo: bool = False


class NoticeState(AppState, rx.State):
    """The messages of a tab, newest last, none twice; the shell draws them in a status region."""

    needs: ClassVar[frozenset[Permission]] = frozenset()

    notices: rx.Field[list[Notice]] = rx.field(default_factory=list)
    _count: int = 0
    _undos: dict[int, Event] = {}

    @rx.event
    async def show(self, kind: str, text: str) -> None:
        """Show a message: `return NoticeState.show("success", …)` from any handler."""
        self._add(kind, text)

    @rx.event
    async def dismiss(self, notice_id: int) -> None:
        """Take a message away."""
        self._remove(notice_id)

    @rx.event
    async def undo(self, notice_id: int) -> Event | None:
        """Take back the act a message tells of; the guard asks about that event like any other."""
        event = self._undos.get(notice_id) if isinstance(notice_id, int) else None
        self._remove(notice_id)
        return event

    def _add(self, kind: str, text: str, undo: Any = None) -> None:
        self._count += 1
        known: NoticeKind = kind if kind in get_args(NoticeKind) else "info"  # type: ignore[assignment]
        if undo is not None:
            self._offer(Event.from_event_type(undo)[0])
        notice = Notice(self._count, known, str(text)[:500], undo=undo is not None)
        others = [shown for shown in self.notices if shown.undo or shown.text != notice.text]
        self.notices = [*others, notice][-KEPT_NOTICES:]

    def _offer(self, undo: Event) -> None:
        """Let the newest message undo. Older ones do so no more by the same event: it is about the last act."""
        same = {
            key
            for key, event in self._undos.items()
            if (event.name, event.payload) == (undo.name, undo.payload)
        }
        kept = {key: event for key, event in self._undos.items() if key not in same}
        self._undos = kept | {self._count: undo}
        self.notices = [replace(one, undo=one.undo and one.id not in same) for one in self.notices]

    def _remove(self, notice_id: Any) -> None:
        self.notices = [notice for notice in self.notices if notice.id != notice_id]
        kept = {notice.id for notice in self.notices}
        self._undos = {key: event for key, event in self._undos.items() if key in kept}


async def tell(state: rx.State, kind: NoticeKind, text: str, undo: Any = None) -> None:
    """Show a message from within a handler, with an event that takes the act back.

    In a background event call it inside `async with self`.
    """
    notices = await state.get_state(NoticeState)
    notices._add(kind, text, undo)  # noqa: SLF001 - one module


def show_error(exception: Exception) -> EventSpec:
    """What the reader sees when a handler raises; Reflex passes the error by this very name.

    Errors made for readers become a notice. Anything else is logged under a reference number, by
    type and place and without messages, which may hold what the reader typed.
    """
    if isinstance(exception, LoggedOut):
        return rx.redirect("/login/")
    if isinstance(exception, NeedsConfirmation):
        return _notice("warning", exception.question)
    if isinstance(exception, AppError):
        return _notice("error", exception.message)
    reference = secrets.token_hex(4)
    logger.error("Error %s\n%s", reference, places(exception))
    text = _("Something went wrong on our side. Reference {reference}: tell it to support.")
    return _notice("error", text.format(reference=reference))


def _notice(kind: NoticeKind, text: str) -> EventSpec:
    return cast("EventSpec", NoticeState.show(kind, text))


def report_browser_error(exception: Exception) -> None:
    """Log what a browser says went wrong there: one line, cut short, since anyone may say anything."""
    line = " ".join(str(exception).split())
    logger.warning("In the browser: %s", line[:300])
