"""Invoices and credit notes with lines: known by number. What was made here is never changed."""

from collections.abc import Mapping

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.invoices.commands import add_invoices, recount_balances
from moment_ui.domain.invoices.drafting import NewInvoice
from moment_ui.domain.invoices.printed import printed_address
from moment_ui.domain.numbering.series import move_past
from moment_ui.imports.fields import Row
from moment_ui.imports.kind import FileKind
from moment_ui.imports.kinds.invoice_changes import StoredInvoices, Wanted, plan_changes
from moment_ui.imports.kinds.invoice_credits import Credited, credit_problem, credited_by
from moment_ui.imports.kinds.invoice_fields import INVOICE_FIELDS
from moment_ui.imports.kinds.invoice_groups import Group, Terms, invoice_of
from moment_ui.imports.kinds.invoice_lines import line_of
from moment_ui.imports.lookups import Lookups, Tell, chunks
from moment_ui.imports.plan import Plan, Written
from moment_ui.models.customer import Customer
from moment_ui.models.importing import ImportKind
from moment_ui.models.numbering import SeriesKind


class InvoicePlanner:
    """Plans invoices. One wrong row refuses its whole invoice, never half of it."""

    def __init__(self, work: Work, plan: Plan) -> None:
        self._work, self._plan = work, plan
        self._lookups = Lookups(work)
        self._terms = _terms(work)
        self._groups: dict[int, Group] = {}
        self._new: list[NewInvoice] = []
        self._accepted: dict[int, NewInvoice] = {}
        self._credits: dict[int, int] = {}

    def take(self, row: Row) -> None:
        """Put the row with the others of its invoice."""
        number = row.get("number")
        if number is None:
            self._plan.refuse([row])
            return
        project_id = self._lookups.project(row)
        group = self._groups.get(number)
        if group is None:
            customer_id = self._lookups.customer(row)
            terms = self._terms.get(customer_id or 0)
            group = self._groups[number] = Group(row, terms, project_id)
        else:
            group.join(row)
        line, vat = line_of(row, self._currency(group), project_id)
        group.add(row, line, vat)

    def finish(self, tell: Tell) -> None:
        """Compare with the stored invoices, some hundred at a time, the credited ones first."""
        now, done = clock.now(), 0
        credits_last = sorted(
            self._groups.values(), key=lambda each: "credit_of" in each.first.values
        )
        for some in chunks(credits_last):
            credited = credited_by(self._work, some)
            stored = StoredInvoices(self._work, [group.number for group in some])
            for group in some:
                if group.bad:
                    self._refuse(group)
                    continue
                known = stored.invoices.get(group.number)
                if known is not None:
                    group.keep(known)
                new, totals = invoice_of(group, self._currency(group), now)
                self._set_credited(group, new, credited)
                if group.first.problems:
                    group.bad.append(group.first)
                    self._refuse(group)
                else:
                    self._plan_group(group, Wanted(new, totals, group.given), stored)
            done += len(some)
            tell(done)

    def write(self, work: Work, tell: Tell) -> Written:
        """Write the new invoices, the credited ones before their credit notes."""
        move_past(work, SeriesKind.INVOICE, (new.number for new in self._new if new.number))
        written: dict[int, int] = {}
        first = [new for new in self._new if new.number not in self._credits]
        notes = [new for new in self._new if new.number in self._credits]
        for some in (*chunks(first, 1000), *chunks(notes, 1000)):
            for new in some:
                credited = self._credits.get(new.number or 0)
                new.credit_of_id = written.get(credited or 0, new.credit_of_id)
            ids = add_invoices(work, some)
            written |= {new.number or 0: key for new, key in zip(some, ids, strict=True)}
            yield from (("invoice", key) for key in ids)
            tell(len(some))

    def settle(self, work: Work) -> None:
        """Recount what changed invoices still owe."""
        recount_balances(work, self._plan.touched)

    def _currency(self, group: Group) -> str:
        """What the file says, else what the invoice has already, else the customer's."""
        return (
            group.first.get("currency")
            or self._lookups.invoice_currencies.get(group.number)
            or (group.terms.currency if group.terms else "NOK")
        )

    def _refuse(self, group: Group) -> None:
        self._plan.refuse(group.bad)
        self._plan.refused += group.rows - len(group.bad)

    def _plan_group(self, group: Group, wanted: Wanted, stored: StoredInvoices) -> None:
        known = stored.invoices.get(group.number)
        if known is None:
            self._accept(group, wanted)
            self._new.append(wanted.invoice)
            self._plan.created += 1
            return
        updates, parts = len(self._plan.updates), len(self._plan.additions)
        removals = len(self._plan.removals)
        plan_changes(self._plan, stored, known, wanted)
        changed = (updates, parts, removals) != (
            len(self._plan.updates), len(self._plan.additions), len(self._plan.removals),
        )  # fmt: skip
        columns = {name for update in self._plan.updates[updates:] for name in update.after}
        reason = stored.refusal(known, columns) if changed else ""
        if reason:
            del self._plan.updates[updates:], self._plan.additions[parts:]
            del self._plan.removals[removals:]
            group.first.problems["number"] = reason
            group.bad.append(group.first)
            self._refuse(group)
            return
        if changed:
            self._plan.touched.add(known.id)
        self._accept(group, wanted)
        self._plan.count(changed=changed)

    def _accept(self, group: Group, wanted: Wanted) -> None:
        self._accepted[group.number] = wanted.invoice
        sums = wanted.totals
        self._plan.add_up(wanted.invoice.currency, net=sums.net, vat=sums.vat, gross=sums.gross)

    def _set_credited(self, group: Group, new: NewInvoice, stored: Mapping[int, Credited]) -> None:
        """What the credit note credits: an invoice of the file that is fine, or a stored one."""
        number = group.first.get("credit_of")
        if number is None:
            return
        ours, known = self._accepted.get(number), stored.get(number)
        if ours is not None:
            known = Credited(known.id if known else None, ours.customer_id, ours.kind)
        if problem := credit_problem(new, number, known, in_file=number in self._groups):
            group.first.problems |= problem
        elif known and known.id is not None:
            new.credit_of_id = known.id
        else:
            self._credits[group.number] = number


def _terms(work: Work) -> dict[int, Terms]:
    return {
        customer.key: Terms(
            customer.key,
            customer.number,
            customer.name,
            customer.currency,
            customer.credit_days,
            printed_address(customer),
        )
        for customer in work.session.exec(select(Customer))
    }


INVOICES = FileKind(
    kind=ImportKind.INVOICES,
    title=_("Invoices"),
    help=_("One row per line, or one row per invoice. Known by number. The customers must exist."),
    planner=InvoicePlanner,
    topics=("invoices",),
    fields=INVOICE_FIELDS,
)
