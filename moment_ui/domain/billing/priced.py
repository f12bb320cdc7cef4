"""Items of what is billed beside hours: planned payments, subscriptions, offers, expenses, products. Pure."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.money import ZERO, round_money
from moment_ui.core.period import ONE_DAY, Period
from moment_ui.core.words import _
from moment_ui.domain.billing.reading import Models, Rows
from moment_ui.domain.billing.rules import due_periods
from moment_ui.domain.billing.sheet import Blocker, Fix, Head, Item, Kind, Part, Span, Why
from moment_ui.domain.expenses.rules import product_net
from moment_ui.models.expense import ExpenseStatus, ProjectExpense, ProjectProduct
from moment_ui.models.price_model import (
    PlannedPayment,
    PriceKind,
    PriceModel,
    PriceModelKind,
    PriceModelLine,
)


@dataclass(frozen=True, slots=True)
class Within:
    """Hours that are within a fixed price, and what they come to at standard rates."""

    spans: tuple[Span, ...] = ()
    minutes: int = 0
    value: Decimal = ZERO


@dataclass
class Priced:
    """What is billed of one project beside hours. `later` is what falls due after the day."""

    head: Head
    models: Models
    rows: Rows
    until: dt.date
    within: dict[int, Within]

    def items(self) -> list[Item]:
        """Everything that is due, in the order of the page."""
        return [
            *self._payments(due=True),
            *self._fixed_prices(),
            *self._subscriptions(),
            *self._offers(),
            *[self._expense(row) for row in self._expenses(ExpenseStatus.ACCEPTED)],
            *[self._product(row) for row in self._sold() if row.day <= self.until],
        ]

    def later(self) -> list[Item]:
        """Planned payments that fall due after the day: what can be invoiced in advance."""
        return self._payments(due=False)

    def blockers(self) -> list[Blocker]:
        """Expenses that wait to be accepted, and what is on drafts already."""
        waiting = self._expenses(ExpenseStatus.REGISTERED)
        amount = sum((row.price for row in waiting if not row.included), ZERO)
        said = _("Expenses wait to be accepted: {count}.").format(count=len(waiting))
        found = [
            Blocker(
                Why.NOT_ACCEPTED, said, Fix.EXPENSES, self.head.id, 0, amount, self.head.currency
            )
        ]
        on_drafts = [
            Blocker(
                Why.ON_DRAFT,
                _("On a draft already."),
                Fix.DRAFT,
                draft.invoice_id,
                amount=draft.net,
                currency=draft.currency,
            )
            for draft in self.rows.on_drafts.get(self.head.id, ())
        ]
        return [*(found if waiting else ()), *on_drafts]

    def _payments(self, *, due: bool) -> list[Item]:
        return [
            self._payment(model, row)
            for model in self.models.active(self.head.id, PriceModelKind.FIXED_PRICE)
            for row in self.rows.payments.get(model.key, ())
            if (row.invoice_line_id is None or row.invoice_line_id in self.rows.released)
            and not row.elsewhere
            and (row.due_on <= self.until) is due
        ]

    def _payment(self, model: PriceModel, row: PlannedPayment) -> Item:
        return Item(
            key=f"p-{row.key}",
            kind=Kind.PAYMENT,
            project_id=self.head.id,
            text=row.text or model.name or self.head.name,
            currency=model.currency,
            amount=round_money(row.amount, model.currency),
            price=row.amount,
            model_id=model.key,
            row_id=row.key,
            activity_id=row.activity_id,
            activity=self._activity(row.activity_id),
            first=row.due_on,
            version=row.version,
        )

    def _fixed_prices(self) -> list[Item]:
        """Fixed prices without a plan: a proposal by the hours, bounded by what is left of the price."""
        found: list[Item] = []
        for model in self.models.active(self.head.id, PriceModelKind.FIXED_PRICE):
            left = self.models.billed.left_of(model)
            if self.rows.payments.get(model.key) or left <= 0:
                continue
            hours = self.within.get(model.key, Within())
            proposed = min(round_money(hours.value, model.currency), left)
            found.append(
                Item(
                    key=f"f-{model.key}",
                    kind=Kind.FIXED_PRICE,
                    project_id=self.head.id,
                    text=model.name or self.head.name,
                    currency=model.currency,
                    amount=proposed,
                    price=proposed,
                    model_id=model.key,
                    row_id=model.key,
                    minutes=hours.minutes,
                    spans=hours.spans,
                    free=True,
                    most=left,
                    version=model.version,
                )
            )
        return found

    def _subscriptions(self) -> list[Item]:
        return [
            self._subscription(model, period)
            for model in self.models.active(self.head.id, PriceModelKind.SUBSCRIPTION)
            for period in due_periods(
                Period(model.starts_on, model.ends_on),
                model.interval_months,
                model.offset_days,
                self.until,
                self.rows.periods.get(model.key, set()),
            )
        ]

    def _subscription(self, model: PriceModel, period: Period) -> Item:
        first = period.start or self.until
        parts = subscribed(model, self.models.lines.get(model.key, ()), self.head.name)
        return Item(
            key=f"s-{model.key}-{first:%Y%m%d}",
            kind=Kind.SUBSCRIPTION,
            project_id=self.head.id,
            text=model.name or self.head.name,
            currency=model.currency,
            amount=sum((part.amount for part in parts), ZERO),
            model_id=model.key,
            row_id=model.key,
            parts=parts,
            first=first,
            last=(period.end or first) - ONE_DAY,
        )

    def _offers(self) -> list[Item]:
        """Fixed prices and products of offers, as far as they are not billed."""
        return [
            item
            for model in self.models.active(self.head.id, PriceModelKind.OFFER)
            for line in self.models.lines.get(model.key, ())
            if line.kind is not PriceKind.HOURS
            for item in self._offered(model, line)
        ]

    def _offered(self, model: PriceModel, line: PriceModelLine) -> Iterable[Item]:
        left = self.models.billed.left_of_line(line)
        if not left:
            return
        whole = left == line.net
        product = line.kind is PriceKind.PRODUCT
        yield Item(
            key=f"o-{line.key}",
            kind=Kind.OFFER,
            project_id=self.head.id,
            text=line.text or model.name,
            currency=model.currency,
            amount=left,
            model_id=model.key,
            row_id=line.key,
            line_id=line.key,
            activity_id=line.activity_id,
            activity=self._activity(line.activity_id),
            quantity=line.quantity if whole and product else Decimal(1),
            unit=line.unit if whole and product else "",
            price=line.price if whole else left,
            discount=line.discount_percent if whole else ZERO,
            vat_percent=line.vat_percent,
            free=left > 0,
            most=left,
        )

    def _expenses(self, status: ExpenseStatus) -> list[ProjectExpense]:
        return [
            row
            for row in self.rows.expenses.get(self.head.id, ())
            if row.status is status and row.day <= self.until
        ]

    def _expense(self, row: ProjectExpense) -> Item:
        return Item(
            key=f"e-{row.key}",
            kind=Kind.EXPENSE,
            project_id=self.head.id,
            text=row.text,
            currency=self.head.currency,
            amount=ZERO if row.included else round_money(row.price, self.head.currency),
            price=row.price,
            model_id=self._model_id(row.activity_id),
            row_id=row.key,
            activity_id=row.activity_id,
            activity=self._activity(row.activity_id),
            first=row.day,
            included=row.included,
            version=row.version,
        )

    def _sold(self) -> list[ProjectProduct]:
        return self.rows.products.get(self.head.id, [])

    def _product(self, row: ProjectProduct) -> Item:
        currency, model = self.head.currency, self.models.of(self.head.id, row.activity_id)
        net = product_net(row.quantity, row.price, row.discount_percent, currency)
        included = model is not None and model.extras_included
        return Item(
            key=f"g-{row.key}",
            kind=Kind.PRODUCT,
            project_id=self.head.id,
            text=row.text,
            currency=currency,
            amount=ZERO if included else net,
            included=included,
            model_id=self._model_id(row.activity_id),
            row_id=row.key,
            activity_id=row.activity_id,
            activity=self._activity(row.activity_id),
            quantity=row.quantity,
            unit=row.unit,
            price=row.price,
            discount=row.discount_percent,
            first=row.day,
            version=row.version,
        )

    def _model_id(self, activity_id: int | None) -> int | None:
        model = self.models.of(self.head.id, activity_id)
        return model.key if model else None

    def _activity(self, activity_id: int | None) -> str:
        return self.models.activities.get(activity_id or 0, "")


def subscribed(model: PriceModel, lines: Iterable[PriceModelLine], name: str) -> tuple[Part, ...]:
    """The lines that a period of a subscription becomes: one over its whole price where it has none."""
    found = tuple(
        Part(
            line.text or model.name or name,
            line.quantity,
            line.unit,
            line.price,
            line.discount_percent,
            product_net(line.quantity, line.price, line.discount_percent, model.currency),
            line.key,
            line.activity_id,
            line.vat_percent,
        )
        for line in lines
    )
    whole = Part(model.name or name, Decimal(1), "", model.net, ZERO, model.net)
    return found or (whole,)
