"""What the frame around every page shows: company, reader, and the pages that one may open."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import initials
from moment_ui.domain.access.queries import CompanyChoice, my_companies, start_page
from moment_ui.domain.partners.commands import partners_on
from moment_ui.domain.readers.commands import choose_locale, choose_theme
from moment_ui.domain.readers.queries import MySettings, my_settings
from moment_ui.state.base import AppState
from moment_ui.state.navigation import OF_PARTNERS, allowed_paths, doors, page_in


@dataclass(frozen=True)
class CompanyLine:
    """A company in the switcher. `href` is the page one is on, in that company."""

    slug: str = ""
    name: str = ""
    initials: str = ""
    href: str = ""


@dataclass(frozen=True)
class Reader:
    """Who is logged in, as the reader's menu shows it."""

    name: str = ""
    initials: str = ""
    email: str = ""
    role: str = ""


class ShellState(AppState, rx.State):
    """The frame of a tab. Several tabs may show several companies."""

    needs: ClassVar[frozenset[Permission]] = frozenset()

    company: rx.Field[CompanyLine] = rx.field(default_factory=CompanyLine)
    companies: rx.Field[list[CompanyLine]] = rx.field(default_factory=list)
    reader: rx.Field[Reader] = rx.field(default_factory=Reader)
    allowed: rx.Field[list[str]] = rx.field(default_factory=list)
    doors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    hidden: rx.Field[list[str]] = rx.field(default_factory=list)
    theme: rx.Field[str] = rx.field("")
    locale: rx.Field[str] = rx.field("")
    _shown: tuple[Any, ...] = ()

    @rx.event
    async def load(self) -> None:
        """Fill the frame when the company, the reader or the page changed; first in `on_load`."""
        actor = self._actor()
        page = page_in(self.router.url.path)
        shown = (actor, page)
        if shown == self._shown:
            return
        companies = await self._read(my_companies)
        mine = await self._read(my_settings)
        here = next(company for company in companies if company.company_id == actor.company_id)
        self.companies = [_line(company, page) for company in companies]
        self.company = _line(here, page)
        self.reader = _reader(mine, here.role)
        self.allowed = allowed_paths(actor.permissions)
        self.doors = doors(self.allowed)
        on = await self._read(partners_on)
        self.hidden = [] if on else sorted(OF_PARTNERS)
        self.theme, self.locale = mine.theme, mine.locale
        self._shown = shown

    @rx.event
    async def choose_theme(self, theme: str) -> None:
        """Keep the theme: light, dark, or what the system says."""
        await self._write(choose_theme, theme)
        self.theme = theme

    @rx.event
    async def choose_locale(self, locale: str) -> Any:
        """Keep how numbers and dates are written, and show this page in it."""
        await self._write(choose_locale, locale)
        self.locale = locale
        url = self.router.url
        return rx.redirect(f"{url.path}?{url.query}" if url.query else url.path)


def _line(company: CompanyChoice, page: str) -> CompanyLine:
    """A company one may go to: on the same page, or where one starts there."""
    if page not in allowed_paths(company.permissions):
        page = start_page(company.permissions)
    return CompanyLine(
        slug=company.slug,
        name=company.name,
        initials=initials(company.name),
        href=f"/{company.slug}/{page}",
    )


def _reader(mine: MySettings, role: str) -> Reader:
    return Reader(name=mine.name, initials=initials(mine.name), email=mine.email, role=role)
