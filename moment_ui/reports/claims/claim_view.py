"""A claim in the reader's language."""

import datetime as dt
from dataclasses import dataclass, field

from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.claims.queries import ClaimHead, ClaimLineRow, ClaimRecord, claim
from moment_ui.domain.claims.words import KIND_WORDS
from moment_ui.models.claim import ClaimKind, ClaimStatus
from moment_ui.reports.marks import CLAIM_STATUS


@dataclass
class LineView:
    """A line of a claim. `upload` is where a receipt is sent to, "" while none may come."""

    id: int = 0
    day: str = ""
    text: str = ""
    category: str = ""
    project: str = ""
    billed: str = ""
    amount: str = ""
    paid: str = ""
    receipt: str = ""
    receipt_href: str = ""
    upload: str = ""


@dataclass
class ClaimView:
    """The page of a claim."""

    id: int = 0
    title: str = ""
    kind: str = ""
    travel: bool = False
    status: str = ""
    status_css: str = ""
    said: str = ""
    reason: str = ""
    owner: str = ""
    when: str = ""
    places: str = ""
    reviewer: str = ""
    refunder: str = ""
    total: str = ""
    missing: str = ""
    lines: list[LineView] = field(default_factory=list[LineView])
    may_edit: bool = False
    may_send: bool = False
    may_take_back: bool = False
    may_copy: bool = False
    may_decide: bool = False
    may_reopen: bool = False
    may_pay: bool = False
    may_unpay: bool = False


def claim_view(work: Work, claim_id: int, slug: str) -> ClaimView:
    """The page as the actor may see it. Raises NotFound."""
    found = claim(work, claim_id)
    write = writer(work.actor.locale, work.actor.timezone)
    row, mark = found.claim, CLAIM_STATUS[found.claim.status]
    return ClaimView(
        id=row.id,
        title=row.title,
        kind=KIND_WORDS[row.kind],
        travel=row.kind is ClaimKind.TRAVEL,
        status=mark.word,
        status_css=f"status {mark.tone} {mark.glyph}",
        said=_said(row, write),
        reason=row.reason,
        owner=found.owner,
        when=_when(row, write),
        places=" – ".join(filter(None, (row.from_place, row.to_place))),
        reviewer=found.reviewer or _("The economy"),
        refunder=found.refunder or _("The economy"),
        total=write.money(row.total, row.currency),
        missing=_missing(found),
        lines=[_line(each, found, slug, write) for each in found.lines],
        may_edit=found.may_edit,
        **_acts(found),
    )


def _acts(found: ClaimRecord) -> dict[str, bool]:
    """What the reader may do with the claim now."""
    status = found.claim.status
    return {
        "may_send": found.may_edit and bool(found.lines),
        "may_take_back": found.mine and status is ClaimStatus.WAITING,
        "may_copy": found.mine,
        "may_decide": found.may_review and status is ClaimStatus.WAITING,
        "may_reopen": found.may_review and status in {ClaimStatus.APPROVED, ClaimStatus.REJECTED},
        "may_pay": found.may_refund and status is ClaimStatus.APPROVED,
        "may_unpay": found.may_refund and status is ClaimStatus.PAID_OUT,
    }


def _said(row: ClaimHead, write: Writer) -> str:
    """What was done last, by whom and when."""
    if row.paid_on is not None:
        return _("Paid out {day}").format(day=write.day(row.paid_on))
    if row.reviewed_at is not None:
        text = _("{status} by {name}, {at}")
        word = CLAIM_STATUS[row.status].word
        at = write.instant(row.reviewed_at)
        return text.format(status=word, name=row.reviewed_by_name, at=at)
    if row.submitted_at is not None and row.status is ClaimStatus.WAITING:
        return _("Sent {at}").format(at=write.instant(row.submitted_at))
    return ""


def _when(row: ClaimHead, write: Writer) -> str:
    if row.until_day in {None, row.day}:
        return write.day(row.day)
    until: dt.date = row.until_day or row.day
    return f"{write.day(row.day)} – {write.day(until)}"


def _missing(found: ClaimRecord) -> str:
    """How many lines have no receipt; "" for none."""
    count = sum(not row.receipt for row in found.lines)
    if not count:
        return ""
    return plural("{count} line has no receipt", "{count} lines have no receipt", count)


def _line(row: ClaimLineRow, found: ClaimRecord, slug: str, write: Writer) -> LineView:
    line, home = row.line, found.claim.currency
    paid = ""
    if line.currency != home:
        text = _("{amount} at {rate}")
        paid = text.format(
            amount=write.money(line.amount, line.currency), rate=write.exact(line.rate)
        )
    return LineView(
        id=line.id,
        day=write.day(line.day),
        text=line.text,
        category=row.category,
        project=" · ".join(filter(None, (row.project, row.activity))),
        billed=_billed(row, write),
        amount=write.money(line.home, home),
        paid=paid,
        receipt=row.receipt_title,
        receipt_href=f"/api/claim-receipts/{slug}/{row.receipt}" if row.receipt else "",
        upload=f"/api/uploads/{slug}/claim-lines/{line.id}/receipt" if found.may_edit else "",
    )


def _billed(row: ClaimLineRow, write: Writer) -> str:
    if not row.line.bill:
        return ""
    if not row.line.markup_percent:
        return _("The customer pays it")
    percent = write.exact(row.line.markup_percent)
    return _("The customer pays it and {percent} %").format(percent=percent)
