"""The lines of a draft: added, taken out, put back, moved, copied; what they bill taken off them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.composing.rows import Edited, Seen, made, moved, values_of
from moment_ui.domain.drafts.attaching import with_receipts, without_receipts
from moment_ui.domain.drafts.editing import edited, price
from moment_ui.domain.drafts.errors import BilledSince, OfTheProgram, SharedDraft, TooManyLines
from moment_ui.domain.drafts.lessening import lessen
from moment_ui.domain.drafts.queries import kept_options
from moment_ui.domain.drafts.rows import (
    LAST,
    line_of,
    lines_of,
    locked_for_edit,
    put_last,
)
from moment_ui.domain.drafts.rules import DraftOptions
from moment_ui.domain.drafts.vat import starting_code
from moment_ui.domain.invoices import sources
from moment_ui.domain.invoices.passing import receive
from moment_ui.domain.invoices.sharing import standing_parts
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind

MOST_LINES = 1000
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RemovedLine:
    """What was taken out: a line with what it billed, or only that of a line that stays.

    `values` are the line's columns, `billed` what it let go of, `whole` whether it went, `receipts` the
    files of expenses that went with it.
    """

    draft_id: int
    line_id: int
    values: Values
    billed: tuple[sources.Source, ...]
    whole: bool
    version: int
    receipts: tuple[Values, ...] = ()

    @property
    def name(self) -> str:
        """What the line said."""
        return str(self.values["text"]).partition("\n")[0]


@needs(Permission.CREATE_INVOICES)
def add_line(work: Work, seen: Seen, kind: LineKind) -> Edited:
    """Add a line after the others: a product, or a text that costs nothing. Raises TooManyLines."""
    draft = locked_for_edit(work, seen)
    _with_room(work, draft)
    line = InvoiceLine(invoice_id=draft.key, kind=kind, project_id=draft.project_id)
    if kind is LineKind.TEXT:
        line.quantity = Decimal(0)
    else:
        _begin(work, draft, line)
    return _placed(work, draft, line, {"line": ("", _("new"))})


@needs(Permission.CREATE_INVOICES)
def duplicate_line(work: Work, seen: Seen, line_id: int) -> Edited:
    """Copy a line, without what it bills, and put the copy after it. Raises TooManyLines."""
    draft = locked_for_edit(work, seen)
    source = _of_people(line_of(work, draft, line_id))
    _with_room(work, draft)
    unbilled = {"price_model_id": None, "price_model_line_id": None, "credits_line_id": None}
    unbilled |= {"copies_line_id": None, "made_as": None}
    copy = made(InvoiceLine, values_of(source) | unbilled)
    return _placed(work, draft, copy, {"line": ("", source.text or _("unnamed"))}, after=source)


@needs(Permission.CREATE_INVOICES)
def remove_line(work: Work, seen: Seen, line_id: int) -> RemovedLine:
    """Take a line out; what it billed can be invoiced again. Returns what `restore_line` takes.

    Raises SharedDraft where other customers bill a part of the same.
    """
    draft = locked_for_edit(work, seen)
    line = _of_people(line_of(work, draft, line_id))
    if sources.sources_of(work, [line.key]):
        _check_unshared(work, draft)
    return _removed(work, draft, line)


@needs(Permission.CREATE_INVOICES)
def take_off(work: Work, seen: Seen, line_id: int, table: str, row_id: int) -> RemovedLine:
    """Take one of the things a line bills off it; a line that billed nothing else goes with it.

    What it costs less by, `lessen` says: what is within the price takes nothing off. Returns what `restore_line` takes. Raises
    SharedDraft where other customers bill a part of the same, and SeveralRates.
    """
    draft = locked_for_edit(work, seen)
    _check_unshared(work, draft)
    line = line_of(work, draft, line_id)
    billed = sources.sources_of(work, [line.key], lock=True)
    wanted = [one for one in billed if (one.table, one.id) == (table, row_id)]
    if not wanted:
        raise NotFound(_("What you take off the line"))
    if len(billed) == 1:
        return _removed(work, draft, line)
    kept = values_of(line)
    lessen(line, wanted[0], billed, draft.currency)
    wanted = sources.release_rows(work, wanted)
    price(line, draft.currency)
    work.session.add(line)
    receipts = without_receipts(work, draft, wanted)
    done = edited(work, draft, {"line": (line.text or _("unnamed"), _("less"))})
    return RemovedLine(
        draft.key,
        line.key,
        kept,
        tuple(wanted),
        whole=False,
        version=done.version,
        receipts=receipts,
    )


@needs(Permission.CREATE_INVOICES)
def restore_line(work: Work, removed: RemovedLine, version: int) -> Edited:
    """Put what was taken out back, with what it billed. Raises BilledSince when that is not free any more."""
    draft = locked_for_edit(work, Seen(removed.draft_id, version))
    if removed.whole:
        _with_room(work, draft)
        line = made(InvoiceLine, removed.values)
    else:
        line = line_of(work, draft, removed.line_id)
        line.quantity = removed.values["quantity"]
        line.unit_price = removed.values["unit_price"]
        line.net = removed.values["net"]
    work.session.add(line)
    work.session.flush()
    if sources.hold(work, removed.billed, {removed.line_id: line.key}):
        raise BilledSince
    receive(work, draft)
    with_receipts(work, draft, removed.receipts)
    put_last(lines_of(work, draft.key))
    return edited(work, draft, {"line": ("", removed.name or _("unnamed"))}, line.key)


@needs(Permission.CREATE_INVOICES)
def move_line(work: Work, seen: Seen, line_id: int, by: int) -> Edited:
    """Move a line one place up (−1) or down (1); at the end, and before the fee, it stays."""
    draft = locked_for_edit(work, seen)
    line = _of_people(line_of(work, draft, line_id))
    lines = lines_of(work, draft.key)
    movable = [one for one in lines if one.kind not in LAST]
    if line not in movable:
        return Edited(draft.version)
    at = movable.index(line)
    order = moved(movable, at, by)
    if order is None:
        return Edited(draft.version)
    put_last([*order, *(one for one in lines if one.kind in LAST)])
    return edited(work, draft, {"position": (at + 1, order.index(line) + 1)})


def _check_unshared(work: Work, draft: Invoice) -> None:
    if standing_parts(work, draft):
        raise SharedDraft.line()


def _begin(work: Work, draft: Invoice, line: InvoiceLine) -> None:
    """What a new line starts with: the options of the draft, the VAT code of its handling."""
    options = DraftOptions({"discount_percent": "", **kept_options(work, draft.key)})
    line.account = options.account(line.kind)
    line.discount_percent = options.discount_percent
    line.vat_code, line.vat_percent = starting_code(work, options.vat_handling)


def _placed(
    work: Work,
    draft: Invoice,
    line: InvoiceLine,
    changes: dict[str, tuple[object, object]],
    after: InvoiceLine | None = None,
) -> Edited:
    lines: list[InvoiceLine] = list(lines_of(work, draft.key))
    at = lines.index(after) + 1 if after else len(lines)
    work.session.add(line)
    put_last([*lines[:at], line, *lines[at:]])
    work.session.flush()
    return edited(work, draft, changes, line.key)


def _removed(work: Work, draft: Invoice, line: InvoiceLine) -> RemovedLine:
    billed = sources.release(work, [line.key])
    kept, line_id = values_of(line), line.key
    work.session.delete(line)
    receipts = without_receipts(work, draft, billed)
    done = edited(work, draft, {"line": (line.text or _("unnamed"), "")})
    return RemovedLine(
        draft.key, line_id, kept, tuple(billed), whole=True, version=done.version, receipts=receipts
    )


def _of_people(line: InvoiceLine) -> InvoiceLine:
    if line.kind is LineKind.ROUNDING:
        raise OfTheProgram
    return line


def _with_room(work: Work, draft: Invoice) -> Sequence[InvoiceLine]:
    lines = lines_of(work, draft.key)
    if len(lines) >= MOST_LINES:
        raise TooManyLines(MOST_LINES)
    return lines
