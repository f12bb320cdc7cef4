"""Which drafts arise of what was ticked: per project or per customer, currency, and shared price model."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.fields import language_of
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.billing.errors import NothingChosen, StandsInTheWay, TooMuch
from moment_ui.domain.billing.lines import PER_ACTIVITY, PlannedLine, Written, changed, lines_of
from moment_ui.domain.billing.plan import Order, Plan, PlannedDraft, VatLine
from moment_ui.domain.billing.queries import sheets_for
from moment_ui.domain.billing.sheet import NOTHING_RELEASED, Blocker, Head, Item, Model, Sheet
from moment_ui.domain.billing.splitting import Habits, by_payer, split
from moment_ui.domain.billing.vat import VatBook
from moment_ui.domain.billing.warnings import warnings_of
from moment_ui.domain.bookkeeping.queries import keeps_accounts
from moment_ui.domain.drafts.queries import draft_options
from moment_ui.domain.drafts.rules import DraftOptions
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import LineKind
from moment_ui.models.price_model import SplitBy

PER_CUSTOMER = "customer"


@dataclass
class _Part:
    """Lines on their way to a draft."""

    customer_id: int
    project_id: int
    lines: list[PlannedLine]
    items: dict[str, Item]
    owns: bool = True
    group: str = ""
    split_by: SplitBy | None = None


def plan_drafts(
    work: Work,
    orders: Sequence[Order],
    until: dt.date,
    released: frozenset[int] = NOTHING_RELEASED,
) -> Plan:
    """The drafts that arise of what was ordered, up to a day (included).

    Of one project a reason to stop is raised, of several the project is left out and told. Raises
    NothingChosen, StandsInTheWay, TooMuch, NotFound.
    """
    found = sheets_for(work, [order.project_id for order in orders], until, released)
    planner = _Planner(work)
    parts: list[_Part] = []
    left_out: list[tuple[str, str]] = []
    for order in orders:
        sheet = found[order.project_id]
        stop = next((blocker for blocker in sheet.blockers if blocker.stops), None)
        if stop is not None and len(orders) == 1:
            raise StandsInTheWay(sheet.head.title, stop.text)
        mine = [] if stop is not None else planner.parts(sheet, order)
        if not mine:
            why = stop.text if stop else _("Nothing of it can be invoiced yet.")
            left_out.append((sheet.head.title, why))
        parts += mine
    if not parts:
        raise NothingChosen
    drafts = planner.drafts(parts, found)
    return Plan(tuple(drafts), tuple(planner.warnings(drafts)), tuple(left_out))


class _Planner:
    def __init__(self, work: Work) -> None:
        self.work = work
        self.vat = VatBook(work)
        self._options: dict[tuple[int, int | None], DraftOptions] = {}

    def options(self, customer_id: int, project_id: int | None) -> DraftOptions:
        """What a draft is made with; read once."""
        key = customer_id, project_id
        if key not in self._options:
            self._options[key] = draft_options(self.work, customer_id, project_id)
        return self._options[key]

    def parts(self, sheet: Sheet, order: Order) -> list[_Part]:
        """What each customer of a project gets, by currency and shared price model."""
        head, customer_id = sheet.head, sheet.head.customer_id or 0
        items = _keyed(_ordered(sheet, order))
        options = self.options(customer_id, head.id)
        together = options.values.get("group_by") == PER_CUSTOMER
        written = Written(
            options.values.get("hour_lines") or PER_ACTIVITY,
            options.discount_percent,
            head.title if together else "",
        )
        parts: list[_Part] = []
        for model, mine in _by_model(items.values(), sheet.models):
            if model is None:
                lines = lines_of(mine, sheet.models, written)
                parts.append(_Part(customer_id, head.id, lines, _keyed(mine)))
                continue
            group = f"{head.id}-{model.id}"
            for payer, lines, own in self._shared(model, mine, sheet, written, order.receivers):
                whose = payer == customer_id
                part = _Part(payer, head.id, lines, _keyed(own), whose, group, model.split_by)
                parts.append(part)
        return [part for part in parts if part.lines]

    def _shared(
        self,
        model: Model,
        items: Sequence[Item],
        sheet: Sheet,
        written: Written,
        receivers: Mapping[str, int],
    ) -> Iterator[tuple[int, list[PlannedLine], Sequence[Item]]]:
        """Who pays which lines of a shared price model, and what they are for."""
        if model.split_by is SplitBy.LINES:
            for payer, own in by_payer(items, model, receivers).items():
                yield payer, lines_of(own, sheet.models, written), own
        else:
            lines = lines_of(items, sheet.models, written)
            for payer, mine in split(lines, model, self._habits(model, sheet.head)).items():
                yield payer, mine, items

    def _habits(self, model: Model, head: Head) -> Habits:
        """The language and the accounts of each customer that shares a price model."""
        payers = [share.customer_id for share in model.shares]
        options = [
            self.options(payer, head.id if payer == head.customer_id else None) for payer in payers
        ]
        query = select(Customer.id, Customer.country).where(col(Customer.id).in_(payers))
        countries = dict(self.work.session.exec(query).all())
        languages = {
            payer: one.values["language"] or language_of(countries[payer])
            for payer, one in zip(payers, options, strict=True)
        }
        return Habits(
            languages, {kind: [one.account(kind) for one in options] for kind in LineKind}
        )

    def drafts(self, parts: Sequence[_Part], found: Mapping[int, Sheet]) -> list[PlannedDraft]:
        """Drafts of parts that belong together."""
        groups: dict[tuple[object, ...], list[tuple[_Part, PlannedLine]]] = {}
        for part in parts:
            home = found[part.project_id].head.customer_id or 0
            options = self.options(home, part.project_id)
            together = options.values.get("group_by") == PER_CUSTOMER and not part.group
            for line in part.lines:
                project = None if together else part.project_id
                key = (part.customer_id, project, line.currency, part.group)
                groups.setdefault(key, []).append((part, line))
        names = _names(self.work, {part.customer_id for part in parts})
        return [self._draft(pairs, found, names) for pairs in groups.values()]

    def _draft(
        self,
        pairs: Sequence[tuple[_Part, PlannedLine]],
        found: Mapping[int, Sheet],
        names: Mapping[int, str],
    ) -> PlannedDraft:
        first = pairs[0][0]
        projects = list(dict.fromkeys(part.project_id for part, _line in pairs))
        project_id = projects[0] if len(projects) == 1 else None
        owns = first.owns and project_id is not None
        options = self.options(first.customer_id, project_id if owns else None)
        return PlannedDraft(
            customer_id=first.customer_id,
            customer=names[first.customer_id],
            project_id=project_id,
            owns_project=owns,
            projects=tuple(found[key].head.title for key in projects),
            currency=pairs[0][1].currency,
            group=first.group,
            split_by=first.split_by,
            lines=tuple(self._with_vat(part, line) for part, line in pairs),
            options=options,
            fee=self._fee(pairs[0][1], options),
            items={key: item for part, _line in pairs for key, item in part.items.items()},
        )

    def _fee(self, like: PlannedLine, options: DraftOptions) -> VatLine | None:
        """The fee that the draft has besides, as its options say."""
        if not options.fee:
            return None
        line = PlannedLine(
            kind=LineKind.FEE,
            text=_("Invoice fee"),
            project_id=like.project_id,
            currency=like.currency,
            price=options.fee,
        )
        code, percent = self.vat.code("", None, options.vat_handling)
        return VatLine(line, options.account(LineKind.PRODUCT), code, percent)

    def _with_vat(self, part: _Part, line: PlannedLine) -> VatLine:
        options = self.options(part.customer_id, part.project_id if part.owns else None)
        code, percent = self.vat.code(line.vat_code, line.vat_percent, options.vat_handling)
        return VatLine(line, options.account(line.booked_as or line.kind), code, percent)

    def warnings(self, drafts: Iterable[PlannedDraft]) -> Iterable[tuple[str, Blocker]]:
        """What should be mended before the drafts are finalised."""
        customers = {draft.customer_id for draft in drafts}
        rows = self.work.session.exec(select(Customer).where(col(Customer.id).in_(customers)))
        buyers = {row.key: row for row in rows}
        booked = keeps_accounts(self.work)
        for draft in drafts:
            for blocker in warnings_of(draft, buyers[draft.customer_id], booked=booked):
                yield draft.customer, blocker


def _keyed(items: Iterable[Item]) -> dict[str, Item]:
    return {item.key: item for item in items}


def _ordered(sheet: Sheet, order: Order) -> list[Item]:
    """The items ordered, free ones at the amounts asked for."""
    known = {item.key: item for item in (*sheet.items, *sheet.later)}
    keys = order.keys if order.keys is not None else {item.key for item in sheet.items}
    found: list[Item] = []
    for key, item in known.items():
        if key not in keys:
            continue
        amount = order.amounts.get(key, item.amount)
        if item.free and item.most is not None and not ZERO <= amount <= item.most:
            raise TooMuch(item.text, f"{item.most:,.2f} {item.currency}".replace(",", " "))
        chosen = changed(item, amount) if item.free else item
        if chosen.amount or not item.free:
            found.append(chosen)
    return found


def _by_model(
    items: Iterable[Item], models: Mapping[int, Model]
) -> list[tuple[Model | None, list[Item]]]:
    """Items of each shared price model apart, all others together."""
    groups: dict[int, list[Item]] = {}
    for item in items:
        model = models.get(item.model_id or 0)
        groups.setdefault(model.id if model and model.shares else 0, []).append(item)
    return [(models.get(key), mine) for key, mine in groups.items()]


def _names(work: Work, customer_ids: Iterable[int]) -> dict[int, str]:
    query = select(Customer).where(col(Customer.id).in_(set(customer_ids)))
    return {row.key: f"{row.number} {row.name}" for row in work.session.exec(query)}
