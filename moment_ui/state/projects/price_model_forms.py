"""The forms of price models: a model of each kind, a planned payment, a product of a subscription."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.price_models import commands, plan, products, rules
from moment_ui.domain.price_models.queries import offered_lists
from moment_ui.domain.projects.page import activities
from moment_ui.domain.vat.queries import codes
from moment_ui.models.price_model import PriceModelKind
from moment_ui.reports.projects.price_models import BASES, KINDS
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.projects.price_models import PriceModelsState, card_in

Options = list[tuple[str, str]]
EDIT = frozenset({Permission.VIEW_PROJECTS, Permission.VIEW_RATES, Permission.EDIT_INVOICING})
MADE = tuple(kind.value for kind in PriceModelKind if kind != PriceModelKind.OFFER)
BEGINS = {"rate_base": "price-list", "interval_months": "1", "offset_days": "0"}


def _message(read: Callable[[], Any], key: str) -> str:
    """What is wrong with one field, when the form is read as it is so far."""
    try:
        read()
    except Invalid as invalid:
        return invalid.fields.get(key, "")
    return ""


class OfProject(FormState, AppState, mixin=True):
    """A mixin: a form on the Price models tab of the project in the address."""

    def _project_id(self) -> int:
        return id_after(self.router.url.path, "projects") or 0

    async def _page(self) -> PriceModelsState:
        return await self.get_state(PriceModelsState)


class PriceModelState(OfProject, AppState, rx.State):
    """A new price model, or one that is changed. Its kind says which fields there are."""

    form_name: ClassVar[str] = "price-model"
    needs: ClassVar[frozenset[Permission]] = EDIT

    kind: rx.Field[str] = rx.field("")
    title: rx.Field[str] = rx.field("")
    lists: rx.Field[Options] = rx.field(default_factory=list)
    bases: rx.Field[Options] = rx.field(default_factory=list)
    vat_codes: rx.Field[Options] = rx.field(default_factory=list)
    base: rx.Field[str] = rx.field("")
    currency: rx.Field[str] = rx.field("")
    _seen: Seen | None = None

    @rx.event
    async def begin(self, kind: str) -> None:
        """Open the form of a new price model of a kind."""
        self.kind, self._seen = check.one_of(kind, MADE), None
        word = KINDS[PriceModelKind(self.kind)]
        self.title = _("New price model: {kind}").format(kind=word.lower())
        self.currency = ""
        await self._show(BEGINS | {"name": word})

    @rx.event
    async def edit(self, model_id: int) -> None:
        """Open the form of a price model on the page."""
        card = card_in((await self._page()).view, check.row_id(model_id))
        self.kind, self._seen = card.kind, Seen(card.id, card.version)
        self.title, self.currency = _("Edit {name}").format(name=card.name), card.currency
        await self._show(card.typed)

    @rx.event
    async def choose_base(self, base: str) -> None:
        """The base was chosen: a price list is asked for only where there is one."""
        self.base = check.one_of(base, tuple(one.value for one in BASES))

    async def _show(self, values: Mapping[str, str]) -> None:
        found = await self._read(offered_lists, self._project_id())
        nothing = ("", _("The customer’s list, else the standard one"))
        self.lists = [nothing, *((str(key), name) for key, name in found)]
        self.bases = [(base.value, word) for base, word in BASES.items()]
        own = ("", _("As the VAT handling says"))
        rows = [row.draft for row in await self._read(codes) if row.active]
        self.vat_codes = [own, *((row.code, f"{row.code} {row.name}") for row in rows)]
        self.base = values.get("rate_base", "")
        self._open(dict.fromkeys(self._fields(), "") | dict(values))

    def _fields(self) -> tuple[str, ...]:
        return (
            *("name", "vat_code", "rate_base", "price_list_id", "estimated_total", "net"),
            *("extras_included", "surcharge_percent", "show_summary", "starts_on", "until"),
            *("interval_months", "offset_days"),
        )

    async def _check_field(self, key: str, text: str) -> str:
        texts = {"name": "-", "rate_base": "custom", "net": "1", "starts_on": "01.01.2026"}
        kind = PriceModelKind(self.kind or "hourly")
        return _message(lambda: rules.read_model(texts | {key: text}, kind), key)

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read_model(texts, PriceModelKind(self.kind))
        if self._seen is None:
            await self._write(commands.create_model, self._project_id(), draft)
        else:
            await self._write(commands.edit_model, self._seen, draft)
        self._shut()
        return [PriceModelsState.reload]


class PlannedPaymentState(OfProject, AppState, rx.State):
    """A row of a payment plan."""

    form_name: ClassVar[str] = "planned-payment"
    needs: ClassVar[frozenset[Permission]] = EDIT

    activities: rx.Field[Options] = rx.field(default_factory=list)
    currency: rx.Field[str] = rx.field("")
    editing: rx.Field[bool] = rx.field(default=False)
    _model_id: int = 0
    _seen: Seen | None = None

    @rx.event
    async def begin(self, model_id: int) -> None:
        """Open the form of a new payment of a fixed price."""
        card = card_in((await self._page()).view, check.row_id(model_id))
        self._model_id, self._seen, self.currency = card.id, None, card.currency
        await self._show({})

    @rx.event
    async def edit(self, model_id: int, payment_id: int) -> None:
        """Open the form of a payment that is planned."""
        card = card_in((await self._page()).view, check.row_id(model_id))
        key = check.row_id(payment_id)
        row = next((one for one in card.plan if one.id == key), None)
        if row is None:
            raise check.BadArgument
        self._model_id, self.currency = card.id, card.currency
        self._seen = Seen(row.id, row.version)
        await self._show(row.typed)

    async def _show(self, values: Mapping[str, str]) -> None:
        rows = await self._read(activities, self._project_id())
        nothing = ("", _("The whole project"))
        self.activities = [nothing, *((str(row.id), row.name) for row in rows)]
        self.editing = self._seen is not None
        self._open(dict.fromkeys(self._fields(), "") | dict(values))

    def _fields(self) -> tuple[str, ...]:
        return ("due_on", "text", "amount", "activity_id", "elsewhere")

    async def _check_field(self, key: str, text: str) -> str:
        texts = {"due_on": "01.01.2026", "text": "-", "amount": "1"}
        return _message(lambda: rules.read_payment(texts | {key: text}), key)

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read_payment(texts)
        if self._seen is None:
            await self._write(plan.add_payment, self._model_id, draft)
        else:
            await self._write(plan.edit_payment, self._seen, draft)
        self._shut()
        return [PriceModelsState.reload]


class SubscriptionProductState(OfProject, AppState, rx.State):
    """A product that a subscription bills each period."""

    form_name: ClassVar[str] = "subscription-product"
    needs: ClassVar[frozenset[Permission]] = EDIT

    currency: rx.Field[str] = rx.field("")
    editing: rx.Field[bool] = rx.field(default=False)
    _seen: Seen | None = None
    _line_id: int = 0

    @rx.event
    async def begin(self, model_id: int) -> None:
        """Open the form of a new product."""
        await self._show(model_id, 0)

    @rx.event
    async def edit(self, model_id: int, line_id: int) -> None:
        """Open the form of a product."""
        await self._show(model_id, check.row_id(line_id))

    async def _show(self, model_id: int, line_id: int) -> None:
        card = card_in((await self._page()).view, check.row_id(model_id))
        row = next((one for one in card.sold if one.id == line_id), None)
        if line_id and row is None:
            raise check.BadArgument
        self._seen, self._line_id = Seen(card.id, card.version), line_id
        self.currency, self.editing = card.currency, row is not None
        typed = row.typed if row else {"quantity": "1"}
        self._open(dict.fromkeys(self._fields(), "") | typed)

    def _fields(self) -> tuple[str, ...]:
        return ("text", "quantity", "unit", "price", "discount_percent")

    async def _check_field(self, key: str, text: str) -> str:
        return _message(lambda: rules.read_product({"text": "-", key: text}), key)

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read_product(texts)
        if self._seen is None:
            raise check.BadArgument
        if self._line_id:
            await self._write(products.edit_product, self._seen, self._line_id, draft)
        else:
            await self._write(products.add_product, self._seen.row_id, draft)
        self._shut()
        return [PriceModelsState.reload]
