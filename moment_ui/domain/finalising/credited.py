"""What stands between a credit note and its invoice, or between a copy and the invoice it replaces."""

from collections.abc import Iterator

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.credits.settling import takes_too_much
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.finalising.rules import Mend, Problem
from moment_ui.domain.invoices.crediting import left_of
from moment_ui.domain.invoices.sharing import standing_parts
from moment_ui.models.invoice import Invoice, InvoiceState


def credit_problems(work: Work, draft: Invoice) -> Iterator[Problem]:
    """What is wrong with what a credit note takes back. For this noun's checks."""
    if draft.credit_of_id is None:
        return
    credited = work.session.get_one(Invoice, draft.credit_of_id)
    for name in takes_too_much(work, draft, credited):
        text = (
            _("“{line}” takes back more than is left of it.").format(line=name.partition("\n")[0])
            if name
            else _("The credit note takes back more than is left of invoice {number}.").format(
                number=credited.number
            )
        )
        yield Problem("too-much", text, Mend.LINES)
    yield from _other_vat(work, draft, credited)
    if draft.gives_back:
        yield from _shared(work, credited)


def copy_problems(work: Work, draft: Invoice) -> Iterator[Problem]:
    """Lines that bill to a new customer what the invoice they were copied from still bills."""
    if draft.copy_of_id is None:
        return
    copied = work.session.get_one(Invoice, draft.copy_of_id)
    left = left_of(work, copied).lines
    nets = {line.key: line.net for line in lines_of(work, copied.key)}
    for line in lines_of(work, draft.key):
        key = line.copies_line_id or 0
        rest = left.get(key)
        if rest and abs(line.net) > abs(nets[key] - rest):
            text = _("Invoice {number} still bills “{line}”: finalise its credit note first.")
            said = text.format(number=copied.number, line=line.text.partition("\n")[0])
            yield Problem("copied", said, Mend.INVOICE, at=copied.key)


def _other_vat(work: Work, draft: Invoice, credited: Invoice) -> Iterator[Problem]:
    """Lines with another VAT than the lines they take back: that one's VAT would stay."""
    before = {line.key: line for line in lines_of(work, credited.key)}
    for line in lines_of(work, draft.key):
        taken = before.get(line.credits_line_id or 0)
        if taken is None or (taken.vat_code, taken.vat_percent) == (
            line.vat_code,
            line.vat_percent,
        ):
            continue
        text = _(
            "“{line}” has another VAT code than on invoice {number}, and takes back that one’s."
        )
        said = text.format(line=line.text.partition("\n")[0], number=credited.number)
        yield Problem(f"vat-{line.key}", said, Mend.LINES, field="vat_code", line_id=line.key)


def _shared(work: Work, credited: Invoice) -> Iterator[Problem]:
    """Hours that several customers share go back with the last part; until then they stay."""
    for other in standing_parts(work, credited):
        if other.state is InvoiceState.DRAFT:
            text = _(
                "A draft for another customer bills a part of the same hours: they go back when it is "
                "deleted."
            )
        else:
            text = _(
                "Invoice {number} bills a part of the same hours: they go back when it is credited too."
            ).format(number=other.number)
        yield Problem(f"shared-{other.key}", text, Mend.INVOICE, stops=False, at=other.key)
