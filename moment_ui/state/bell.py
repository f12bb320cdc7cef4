"""The bell: what waits for the reader, kept up to date by itself."""

import asyncio
import math
import random
from dataclasses import dataclass, replace
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.words import _, plural
from moment_ui.domain.claims.queries import ClaimNews
from moment_ui.domain.claims.words import STATUS_WORDS
from moment_ui.domain.hours.queries import waiting_hours
from moment_ui.domain.news.queries import News, news
from moment_ui.domain.offers.rules import ShownState
from moment_ui.models.claim import ClaimStatus
from moment_ui.reports.bell_line import NewsLine
from moment_ui.reports.partners.bell import partner_lines
from moment_ui.state.base import AppState
from moment_ui.state.caller import fresh_actor
from moment_ui.state.live import HUB

HOURS = "hours"
OTHERS = (
    *("projects", "offers", "invoices", "exports", "imports", "registers"),
    *("partners", "claims"),
)
TOPICS = (HOURS, *OTHERS)
LATER, HOURS_LATER = (0.05, 0.5), (1.0, 8.0)
"""How many seconds later than a page its bell reads, spread: not with everybody else's, just when all
boards are drawn."""

TOGETHER = 0.5
"""Bells that are due within so many seconds read at the end of them, by one statement for all."""

LOOKS = 10
"""So many half minutes pass without news until a bell reads anew what changes with time alone."""

OFFER_TITLES = {
    ShownState.ACCEPTED: _("Offer {number} is accepted"),
    ShownState.DECLINED: _("Offer {number} is declined"),
    ShownState.EXPIRED: _("Offer {number} has expired"),
}


@dataclass(frozen=True, slots=True)
class Known:
    """What waits, for whom it was read, and the version of all topics but hours at which."""

    actor: Actor
    others: int
    news: News


class BellState(AppState, rx.State):
    """The bell of one tab."""

    needs: ClassVar[frozenset[Permission]] = frozenset()

    lines: rx.Field[list[NewsLine]] = rx.field(default_factory=list)
    waiting: rx.Field[int] = rx.field(0)
    _seen: tuple[Actor, int] | None = None

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what waits, and again whenever it changes; last in `on_load`.

        Reflex ends it when the reader goes to another page or leaves, or when it is called again.
        Each read looks the log-in up again.
        """
        actor, whose = self._actor(), self._whose()
        known: Known | None = None
        with HUB.watching(actor.company_id, *TOPICS) as watch:
            if (actor, HUB.version(actor.company_id, *TOPICS)) != self._seen:
                known = await self._show(whose, actor, None)
            quiet = 0
            while HUB.is_open(self.router.session.client_token):
                if await watch.news():
                    await asyncio.sleep(_later(actor, known))
                    known = await self._show(whose, actor, known)
                elif (quiet := quiet + 1) % LOOKS:
                    await fresh_actor()  # whose log-in has ended is shown out
                else:
                    known = await self._show(whose, actor, None)

    async def _waiting(self, known: Known | None) -> Known:
        """What waits now. When only hours were written since it was `known`, only they are read."""
        others = HUB.version(self._actor().company_id, *OTHERS)
        hours = await self._read_together(TOPICS, waiting_hours)
        actor = self._actor()  # looked up again by reading
        if known is not None and (known.actor, known.others) == (actor, others):
            beside = known.news
        else:
            beside = await self._read(news)
        count, returned = hours.of(actor)
        return Known(actor, others, replace(beside, hours=count, returned=returned))

    async def _show(self, whose: tuple[str, str], actor: Actor, known: Known | None) -> Known:
        seen = (actor, HUB.version(actor.company_id, *TOPICS))
        now = await self._waiting(known)
        if known is not None and known.news == now.news:
            return now
        lines = lines_of(whose[1], now.news)
        async with self:
            if self._whose() == whose:
                self._seen = seen
                if lines != self.lines:
                    self.lines = lines
                    self.waiting = sum(1 for line in lines if line.count)
        return now


def _later(actor: Actor, known: Known | None) -> float:
    """How many seconds the bell waits before it reads: hours come all day long, other news seldom."""
    only_hours = known is not None and known.others == HUB.version(actor.company_id, *OTHERS)
    later = random.uniform(*(HOURS_LATER if only_hours else LATER))  # noqa: S311 - no secret
    now = asyncio.get_running_loop().time()
    return math.ceil((now + later) / TOGETHER) * TOGETHER - now


def lines_of(slug: str, waiting: News) -> list[NewsLine]:
    """What waits as lines with links."""
    return [
        *_rejected(slug, waiting),
        *partner_lines(slug, waiting),
        *_to_transfer(slug, waiting.to_transfer),
        *_hours(slug, waiting.hours),
        *_returned(slug, waiting.returned),
        *_claims(slug, waiting.claims),
        *_drafts(slug, waiting),
        *_shared(slug, waiting),
        *_in_register(slug, waiting.in_register),
        *_files(waiting),
        *_imports(slug, waiting),
        *_offers(slug, waiting),
    ]


def _to_transfer(slug: str, count: int) -> list[NewsLine]:
    if not count:
        return []
    note = plural("{count} invoice to transfer", "{count} invoices to transfer", count)
    href = f"/{slug}/finances/invoices?export=to-transfer&number=1.."
    return [NewsLine("accounting", "accounting", _("Accounting"), note, href, str(count))]


def _rejected(slug: str, waiting: News) -> list[NewsLine]:
    return [
        NewsLine(
            f"rejected-{invoice_id}",
            "rejected",
            _("E-invoice {number} did not arrive").format(number=number),
            customer,
            f"/{slug}/finances/invoices/{invoice_id}",
            "1",
        )
        for invoice_id, number, customer in waiting.rejected
    ]


def _hours(slug: str, count: int) -> list[NewsLine]:
    if not count:
        return []
    note = plural("{count} time record to approve", "{count} time records to approve", count)
    href = f"/{slug}/projects/hours-approval"
    return [NewsLine("hours", "hours", _("Hours"), note, href, str(count))]


def _returned(slug: str, returned: tuple[tuple[int, str], ...]) -> list[NewsLine]:
    if not returned:
        return []
    title = plural("{count} time record came back", "{count} time records came back", len(returned))
    href = f"/{slug}/hours/mine?status=not-approved&columns=day,project,activity,hours,comment,returned"
    return [NewsLine("returned", "hours", title, returned[0][1], href, str(len(returned)))]


def _claims(slug: str, waiting: ClaimNews) -> list[NewsLine]:
    """Claims to decide on, and what was decided on one's own."""
    lines: list[NewsLine] = []
    if waiting.waiting:
        note = plural("{count} claim to review", "{count} claims to review", waiting.waiting)
        href = f"/{slug}/claims/review?status=waiting"
        words = _("Travel & expense")
        lines.append(NewsLine("claims", "claims", words, note, href, str(waiting.waiting)))
    for key, title, status in waiting.decided:
        href = f"/{slug}/claims/{key}"
        rejected = "1" if status is ClaimStatus.REJECTED else ""
        line = NewsLine(f"claim-{key}", "claims", title, STATUS_WORDS[status], href, rejected)
        lines.append(line)
    return lines


def _drafts(slug: str, waiting: News) -> list[NewsLine]:
    return [
        NewsLine(
            f"draft-{draft_id}",
            "draft",
            _("A draft to approve"),
            text,
            f"/{slug}/finances/invoices/{draft_id}",
            "1",
        )
        for draft_id, text in waiting.drafts
    ]


def _shared(slug: str, waiting: News) -> list[NewsLine]:
    return [
        NewsLine(
            f"shared-{project.id}",
            "shared",
            _("New project with {company}").format(company=project.company),
            _("{project}: choose a project leader").format(project=project.title)
            if project.waits
            else project.title,
            f"/{slug}/projects/{project.id}",
            "1" if project.waits else "",
        )
        for project in waiting.shared
    ]


def _in_register(slug: str, count: int) -> list[NewsLine]:
    if not count:
        return []
    note = plural(
        "{count} customer has changed in the register",
        "{count} customers have changed in the register",
        count,
    )
    href = f"/{slug}/customers?register=otherwise&status=active,potential"
    return [NewsLine("register", "register", _("Company register"), note, href, str(count))]


def _files(waiting: News) -> list[NewsLine]:
    note = _("Ready to download, for an hour")
    return [
        NewsLine(
            f"file-{file.name}", "file", file.title, note, f"/api/exports/{file.name}", file=True
        )
        for file in waiting.files
    ]


def _imports(slug: str, waiting: News) -> list[NewsLine]:
    text = _("{created} new, {updated} updated, {refused} refused, by {by}")
    return [
        NewsLine(
            f"import-{batch.id}",
            "import",
            batch.file_name,
            text.format(
                created=batch.created, updated=batch.updated, refused=batch.refused, by=batch.by
            ),
            f"/{slug}/setup/import",
        )
        for batch in waiting.imports
    ]


def _offers(slug: str, waiting: News) -> list[NewsLine]:
    return [
        NewsLine(
            f"offer-{offer.id}",
            "offer",
            OFFER_TITLES[offer.shown].format(number=offer.number),
            _("By {name}").format(name=offer.by)
            if offer.by
            else _("Extend it, or make a revision"),
            f"/{slug}/offers/{offer.id}",
            "1" if offer.waits else "",
        )
        for offer in waiting.offers
        if offer.shown in OFFER_TITLES
    ]
