"""The dialog for a new offer: on a customer's pages for that customer, in the list for any."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.offers import draft
from moment_ui.domain.offers.commands import create_offer
from moment_ui.domain.offers.queries import customers_for_offers, offer_tags
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.new_customer import TagBox, tag_boxes, ticked_tags
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after

FIELDS = ("name", "customer_reference", "contract_reference", "start_on", "valid_until")


class NewOfferState(FormState, AppState, rx.State):
    """A new offer: customer, name, tags; references and dates where they are known already."""

    form_name: ClassVar[str] = "offer"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_OFFERS, Permission.EDIT_OFFERS}
    )

    customers: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    asks_customer: rx.Field[bool] = rx.field(default=False)
    tags: rx.Field[list[TagBox]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the dialog; away from a customer's pages it asks for one."""
        self.asks_customer = self._customer_id() is None
        self.customers = await self._found("") if self.asks_customer else []
        self.tags = tag_boxes(await self._read(offer_tags), ())
        self._open(dict.fromkeys(("customer_id", *FIELDS), ""))

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the customers whose name or number holds the text."""
        self.customers = await self._found(check.text(text))

    async def _found(self, text: str) -> list[tuple[str, str]]:
        found = await self._read(customers_for_offers, text)
        return [(str(choice.id), choice.name) for choice in found]

    def _customer_id(self) -> int | None:
        return id_after(self.router.url.path, "customers")

    def _fields(self) -> tuple[str, ...]:
        return ("customer_id", *FIELDS, *(tag.field for tag in self.tags))

    async def _check_field(self, key: str, text: str) -> str:
        try:
            draft.read_new({"name": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, Any]) -> Events:
        customer_id = self._customer_id()
        if customer_id is None and not texts["customer_id"]:
            raise Invalid(customer_id=_("Choose a customer."))
        new = draft.read_new(texts, tuple(ticked_tags(self.tags, texts)))
        wanted = customer_id or check.row_id(texts["customer_id"])
        offer_id = await self._write(create_offer, wanted, new)
        path = self.router.url.path
        self._shut()
        if path.rstrip("/").endswith(f"/customers/{customer_id}"):
            await tell(self, "success", _("The offer {name} is made.").format(name=new.name))
            return [CustomerProfileState.reload]
        return [rx.redirect(f"/{slug_in(path)}/offers/{offer_id}")]
