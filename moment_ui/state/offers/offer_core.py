"""One offer as it stands: read by its address, kept up to date, its paper drawn beside it."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.access.cookies import slug_in
from moment_ui.reports.offers.offer_page import offer_page
from moment_ui.reports.offers.offer_preview import page_count
from moment_ui.reports.offers.offer_view import OfferView
from moment_ui.state.base import Operation
from moment_ui.state.composing import Composing
from moment_ui.state.paths import id_after

TOPICS = ("offers", "customers", "contacts", "projects")


class OfferCore(Composing, mixin=True):
    """The offer in the address, and the handlers that read it."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_OFFERS})

    view: rx.Field[OfferView] = rx.field(default_factory=OfferView)

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _id(self) -> int:
        return id_after(self.router.url.path, "offers") or 0

    def _topics(self) -> tuple[str, ...]:
        return TOPICS

    def _page(self) -> Operation[[int], OfferView]:
        return offer_page

    def _view(self) -> OfferView:
        return self.view

    def _put_view(self, view: OfferView) -> None:
        self.view = view

    async def _pictures(self, row_id: int) -> list[str]:
        count, stamp = await self._read(page_count, row_id)
        slug = slug_in(self.router.url.path)
        return [
            f"/api/offers/{slug}/{row_id}/pages/{page}.png?v={stamp}"
            for page in range(1, count + 1)
        ]
