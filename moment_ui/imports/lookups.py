"""What rows refer to, read once: customers, projects, activities, co-workers, invoices."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from sqlmodel import col, select

from moment_ui.core.folding import core_name, folded
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.values import Cell, Style, line, org_number, whole
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import Activity, CoWorker, Project

CHUNK = 500
Item = TypeVar("Item")


def _compact_org_number(cell: Cell, style: Style) -> str | None:
    return "".join(c for c in org_number(cell, style) or "" if c.isalnum()) or None


CUSTOMER_FIELDS = (
    Field(
        "customer_number",
        _("Customer number"),
        whole(),
        ("kundenummer", "kundenr", "kundnummer", "kundnr", "customer no", "customer", "kunde nr"),
        one_of="customer",
        example="10147",
    ),
    Field(
        "customer_org_number",
        _("Customer's company reg. no."),
        _compact_org_number,
        ("orgnummer", "organisasjonsnummer", "organisationsnummer", "cvr", "kundens orgnr",
         "org number", "kunde orgnr", "customer org number"),
        one_of="customer",
    ),
    Field(
        "customer_name",
        _("Customer name"),
        line(),
        ("kundenavn", "kunde", "kundnamn", "kund", "kundens navn", "customer"),
        one_of="customer",
    ),
)  # fmt: skip


def chunks(items: Sequence[Item], size: int = CHUNK) -> Iterator[Sequence[Item]]:
    """The items in pieces."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


class Lookups:
    """The company's rows by what files call them; each kind is read when first asked for."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @cached_property
    def customers(self) -> dict[int, tuple[int, str]]:
        """Id and name of each customer, by number; a merged one's number gives what it is by now."""
        return {number: self._own[now] for number, now in self.numbers.items()}

    @cached_property
    def numbers(self) -> dict[int, int]:
        """The number that each number stands for: its own, unless that customer was merged."""
        by_id = {key: number for number, (key, _name) in self._own.items()}
        found = dict(zip(self._own, self._own, strict=True))
        for number in self._merged_into:
            while found[number] in self._merged_into:
                found[number] = by_id[self._merged_into[found[number]]]
        return found

    @cached_property
    def _own(self) -> dict[int, tuple[int, str]]:
        """Id and name of each customer by its own number, merged or not."""
        statement = select(col(Customer.number), col(Customer.id), col(Customer.name))
        return {n: (key or 0, name) for n, key, name in self._work.session.exec(statement)}

    @cached_property
    def _merged_into(self) -> dict[int, int]:
        """The ids that merged customers are by now, by their numbers."""
        statement = select(col(Customer.number), col(Customer.merged_into_id)).where(
            col(Customer.merged_into_id).is_not(None)
        )
        return {number: into for number, into in self._work.session.exec(statement) if into}

    @cached_property
    def by_org_number(self) -> dict[str, list[int]]:
        """Customer numbers by organisation number."""
        statement = select(col(Customer.org_number), col(Customer.number)).where(
            col(Customer.org_number) != ""
        )
        return self._numbers_by(self._work.session.exec(statement))

    @cached_property
    def by_name(self) -> dict[str, list[int]]:
        """Customer numbers by folded name without the legal form."""
        return self._numbers_by(
            (core_name(name), number) for number, (_key, name) in self._own.items()
        )

    def _numbers_by(self, said: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
        """Numbers by what customers say; what a merged one said counts where nobody else says it."""
        own: defaultdict[str, list[int]] = defaultdict(list)
        merged: defaultdict[str, set[int]] = defaultdict(set)
        for text, number in said:
            if number in self._merged_into:
                merged[text].add(self.numbers[number])
            else:
                own[text].append(number)
        return {text: sorted(numbers) for text, numbers in merged.items()} | own

    @cached_property
    def projects(self) -> dict[str, tuple[int, int | None]]:
        """Id and customer id of each project, by folded number."""
        statement = select(col(Project.number), col(Project.id), col(Project.customer_id))
        return {
            folded(n): (key or 0, owner) for n, key, owner in self._work.session.exec(statement)
        }

    @cached_property
    def activities(self) -> dict[tuple[int, str], int]:
        """Activity ids by project id and folded name."""
        statement = select(col(Activity.project_id), col(Activity.name), col(Activity.id))
        return {(p, folded(name)): key or 0 for p, name, key in self._work.session.exec(statement)}

    @cached_property
    def co_workers(self) -> dict[str, list[int]]:
        """Co-worker ids by folded name, e-mail and employee number."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        statement = select(
            col(CoWorker.id), col(CoWorker.name), col(CoWorker.email), col(CoWorker.employee_number)
        )
        for key, *names in self._work.session.exec(statement):
            for name in {folded(name) for name in names if name}:
                found[name].append(key or 0)
        return found

    @cached_property
    def invoice_currencies(self) -> dict[int, str]:
        """The currency of each numbered invoice."""
        statement = select(col(Invoice.number), col(Invoice.currency)).where(
            col(Invoice.number).is_not(None)
        )
        return {n: currency for n, currency in self._work.session.exec(statement) if n}

    def customer(self, row: Row) -> int | None:
        """The id of the customer a row names; a problem on the row when there is not exactly one."""
        number: int | None = row.get("customer_number")
        if number is not None:
            return self._numbered(row, number)
        if org_number := row.get("customer_org_number"):
            return self._only(row, "customer_org_number", self.by_org_number.get(org_number, []))
        if name := row.get("customer_name"):
            return self._only(row, "customer_name", self.by_name.get(core_name(name), []))
        row.problems.setdefault("customer_number", _("The row names no customer."))
        return None

    def project(self, row: Row, key: str = "project_number") -> int | None:
        """The id of the project a row names; None when it names none or an unknown one."""
        number = row.get(key)
        if number is None:
            return None
        found = self.projects.get(folded(number))
        if found is None:
            row.problems[key] = _("There is no project {number}.").format(number=number)
            return None
        return found[0]

    def co_worker(self, row: Row) -> int | None:
        """The id of the co-worker a row names by name, e-mail or employee number."""
        name = row.get("co_worker")
        return self._only(row, "co_worker", self.co_workers.get(folded(name or ""), []))

    def activity(self, row: Row, project_id: int) -> int | None:
        """The id of the activity a row names in its project."""
        name = row.get("activity")
        found = self.activities.get((project_id, folded(name or "")))
        if found is None and name:
            row.problems["activity"] = _("The project has no activity “{name}”.").format(name=name)
        return found

    def _numbered(self, row: Row, number: int) -> int | None:
        found = self.customers.get(number)
        if found is None:
            row.problems["customer_number"] = _(
                "There is no customer {number}. Import the customers first."
            ).format(number=number)
            return None
        return found[0]

    def _only(self, row: Row, key: str, found: Sequence[int]) -> int | None:
        if len(found) == 1:
            return found[0] if key == "co_worker" else self.customers[found[0]][0]
        text = _("Nobody is known by this.") if not found else _("Several are known by this.")
        row.problems.setdefault(key, text)
        return None


Tell = Callable[[int], None]
