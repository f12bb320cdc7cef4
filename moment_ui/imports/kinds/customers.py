"""Customers: known by number, else by company registration number, else by name."""

from dataclasses import replace

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid
from moment_ui.core.folding import core_name
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import CustomerDraft, draft_from
from moment_ui.domain.customers.numbers import number_for
from moment_ui.domain.numbering.series import move_past
from moment_ui.imports.fields import Row
from moment_ui.imports.kind import FileKind
from moment_ui.imports.kinds.customer_fields import CUSTOMER_FILE_FIELDS
from moment_ui.imports.lookups import Lookups, Tell, chunks
from moment_ui.imports.plan import Addition, Plan, Written
from moment_ui.imports.tag_names import TagNames
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.importing import ImportKind
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.tag import CustomerTag, TagKind


class CustomerPlanner:
    """Plans customers. An empty cell leaves what is stored."""

    def __init__(self, work: Work, plan: Plan) -> None:
        self._work, self._plan = work, plan
        self._lookups = Lookups(work)
        self._rows: list[Row] = []
        self._seen: dict[object, int] = {}
        self._new: list[tuple[CustomerDraft, tuple[int, ...]]] = []
        self._currency = _company_currency(work)
        self._tags = TagNames(work, TagKind.CUSTOMER)

    def take(self, row: Row) -> None:
        """Keep the row, whatever is wrong with it: what else is wrong shows when it is compared."""
        self._tags.check(row)
        self._check_once(row)
        self._rows.append(row)

    def finish(self, tell: Tell) -> None:
        """Compare with the stored customers."""
        numbers = {row.number: self._known(row) for row in self._rows}
        wanted = sorted({number for number in numbers.values() if number is not None})
        stored: dict[int, Customer] = {}
        for some in chunks(wanted):
            query = select(Customer).where(col(Customer.number).in_(some))
            stored |= {customer.number: customer for customer in self._work.session.exec(query)}
        has = self._tags.of([customer.key for customer in stored.values()])
        for done, row in enumerate(self._rows):
            known = stored.get(numbers[row.number] or 0)
            self._plan_row(row, known, has)
            tell(done)

    def write(self, work: Work, tell: Tell) -> Written:
        """Write the new customers with their tags: first those whose numbers the file says."""
        now = clock.now()
        move_past(work, SeriesKind.CUSTOMER, (new.number for new, _tags in self._new if new.number))
        numbered = [new for new in self._new if new[0].number is not None]
        others = [new for new in self._new if new[0].number is None]
        for some in (*chunks(numbered, 1000), *chunks(others, 1000)):
            drafts = [_numbered(work, draft) for draft, _tags in some]
            rows = [
                rules.columns_of(draft) | {"version": 1, "created_at": now, "updated_at": now}
                for draft in drafts
            ]
            ids = work.insert_rows(Customer, rows, returning=True)
            tag_rows = [
                {"customer_id": key, "tag_id": tag}
                for key, (_draft, chosen) in zip(ids, some, strict=True)
                for tag in chosen
            ]
            work.insert_rows(CustomerTag, tag_rows)
            yield from (("customer", key) for key in ids)
            tell(len(some))

    def settle(self, work: Work) -> None:
        """Nothing follows from customers."""

    def _plan_row(self, row: Row, known: Customer | None, has: dict[int, set[int]]) -> None:
        try:
            draft = self._draft(row, known)
        except Invalid as invalid:
            row.problems = invalid.fields | row.problems
        else:
            if row.problems:
                self._plan.refuse([row])
                return
            chosen = self._tags.chosen(row)
            if known is None:
                self._new.append((draft, tuple(chosen)))
                self._plan.created += 1
                return
            missing = [tag for tag in chosen if tag not in has.get(known.key, set())]
            self._change(known, draft, missing)
            return
        self._plan.refuse([row])

    def _change(self, known: Customer, draft: CustomerDraft, missing: list[int]) -> None:
        after = rules.columns_of(draft)
        before = {name: getattr(known, name) for name in after}
        changed = before != after
        if changed:
            after |= {"version": known.version + 1, "updated_at": clock.now()}
            before |= {"version": known.version, "updated_at": known.updated_at}
            self._plan.change(Customer, known.key, before, after)
        for tag in missing:
            row = {"customer_id": known.key, "tag_id": tag}
            self._plan.additions.append(Addition(CustomerTag, row))
        self._plan.count(changed=changed or bool(missing))

    def _draft(self, row: Row, known: Customer | None) -> CustomerDraft:
        given = {key: value for key, value in row.values.items() if key in _DRAFT}
        if known is None:
            base = CustomerDraft(name="", currency=self._currency)
            return rules.checked(replace(base, **given))
        before = draft_from(known)
        if self._lookups.numbers.get(given.get("number", 0)) == known.number:
            given["number"] = known.number  # the file may say the number of one merged into it
        if {"number", "org_number"} <= given.keys() and given["number"] != known.number:
            raise Invalid(org_number=_("Taken by {name}.").format(name=known.name))
        return rules.following_address(before, rules.checked(replace(before, **given)))

    def _known(self, row: Row) -> int | None:
        """The number of the stored customer that the row means."""
        number, org_number = row.get("number"), row.get("org_number")
        if number is not None and number in self._lookups.numbers:
            return self._lookups.numbers[number]
        if org_number:
            same = self._lookups.by_org_number.get(_compact(org_number), [])
            return same[0] if len(same) == 1 else None
        if number is None:
            same = self._lookups.by_name.get(core_name(row.get("name") or ""), [])
            return same[0] if len(same) == 1 else None
        return None

    def _check_once(self, row: Row) -> None:
        for key in ("number", "org_number"):
            value = row.get(key)
            if value is None:
                continue
            meant = self._lookups.numbers.get(value, value) if key == "number" else value
            first = self._seen.setdefault((key, _compact(str(meant))), row.number)
            if first != row.number:
                row.problems.setdefault(
                    key, _("The same stands in row {row} already.").format(row=first)
                )


def _numbered(work: Work, draft: CustomerDraft) -> CustomerDraft:
    if draft.number is not None:
        return draft
    return replace(draft, number=number_for(work, None, frozenset()))


def _company_currency(work: Work) -> str:
    company = work.session.get(Company, work.company_id)
    return company.currency if company else "NOK"


def _compact(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


CUSTOMERS = FileKind(
    kind=ImportKind.CUSTOMERS,
    title=_("Customers"),
    help=_("Known by number, else by company reg. no., else by name."),
    planner=CustomerPlanner,
    topics=("customers",),
    fields=CUSTOMER_FILE_FIELDS,
)
_DRAFT = frozenset(CustomerDraft.__dataclass_fields__)
