"""The pages of merging in words: the comparison, the finder, and what an undo would do."""

from moment_ui.core import clock, identifiers
from moment_ui.core.fields import countries, languages
from moment_ui.core.settings import settings
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.customers.draft import CustomerDraft, texts_of
from moment_ui.domain.merging import fields
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.merging.finder import Candidate, Group, duplicates, possible_duplicates
from moment_ui.domain.merging.likeness import Strength
from moment_ui.domain.merging.pairs import Dismissed, count_dismissed, dismissed
from moment_ui.domain.merging.queries import (
    Comparison,
    Moving,
    UndoPreview,
    comparison,
    undo_preview,
)
from moment_ui.domain.merging.review import UNDO
from moment_ui.domain.merging.tables import ABOUT
from moment_ui.reports.customers.customer_page import writer_for
from moment_ui.reports.customers.history import shown_value
from moment_ui.reports.customers.merge_lines import (
    CandidateLine,
    DismissedLine,
    DuplicatesView,
    FieldLine,
    GroupLine,
    MergeView,
    MoveLine,
    PickLine,
    QuestionLine,
    UndoView,
)
from moment_ui.reports.marks import CUSTOMER_STATUS, status_class

STRENGTHS = {
    Strength.VERY_LIKELY: (_("Very likely"), "badge bad"),
    Strength.LIKELY: (_("Likely"), "badge warn"),
    Strength.POSSIBLE: (_("Possible"), "badge"),
}
_OWN_LABELS = {"postal_line1": _("Postal address"), "visiting_line1": _("Visiting address")}


def merge_view(work: Work, survivor_id: int, loser_id: int, choice: Choice | None) -> MergeView:
    """The comparison as it is shown. Raises NotFound, SameCustomer, AlreadyMerged."""
    found = comparison(work, survivor_id, loser_id, choice)
    write = writer_for(work)
    tags = list(dict.fromkeys((*found.stays.tags, *found.goes.tags)))
    lines = _fields(found)
    taken = sum(line.taken for line in lines) + len(found.choice.others)
    return MergeView(
        stays_id=found.stays.id,
        stays=found.stays.draft.name,
        stays_number=str(found.stays.number),
        goes_id=found.goes.id,
        goes=found.goes.draft.name,
        goes_number=str(found.goes.number),
        fields=lines,
        picks=[
            PickLine(one.table, one.label, one.stays, one.goes, one.table in found.choice.others)
            for one in found.picks
        ],
        tags=", ".join(tags) if found.goes.tags else "",
        keep_tags=found.choice.keep_tags,
        moves=[_move(each, found, write.number(each.count, 0)) for each in found.moving],
        moved=plural("{count} record", "{count} records", found.rows),
        taken=plural("{count} taken from the other", "{count} taken from the other", taken),
        changes=[
            *(f"{line.label}: {line.goes or _('Empty')}" for line in lines if line.taken),
            *(f"{p.label}: {p.goes}" for p in found.picks if p.table in found.choice.others),
        ],
        drafts=_drafts(found.draft_count),
        questions=[QuestionLine(key, text) for key, text in found.questions],
        errors=[f"{fields.label(key)}: {text}" for key, text in found.errors.items()],
        until=write.instant(clock.now() + UNDO).rsplit(maxsplit=1)[0],
        versions=(found.stays.version, found.goes.version),
    )


def duplicates_view(work: Work, page: int, size: int) -> DuplicatesView:
    """A page of the finder, the surest first."""
    found = duplicates(work, offset=(page - 1) * size, limit=size)
    groups = [_group(group) for group in found.groups]
    return DuplicatesView(groups, [], found.count, count_dismissed(work))


def dismissed_view(work: Work, page: int, size: int) -> DuplicatesView:
    """A page of the answers “not duplicates”, the latest first."""
    write = writer_for(work)
    rows = dismissed(work, offset=(page - 1) * size, limit=size)
    count = duplicates(work, limit=0).count
    return DuplicatesView([], [_answer(row, write) for row in rows], count, count_dismissed(work))


def _answer(row: Dismissed, write: Writer) -> DismissedLine:
    said = _("{name} said so on {at}").format(
        name=row.by or _("Somebody"), at=write.instant(row.at)
    )
    return DismissedLine(
        row.one.id,
        row.other.id,
        row.one.name,
        str(row.one.number),
        row.other.name,
        str(row.other.number),
        said,
    )


def candidates_view(work: Work, customer_id: int) -> list[CandidateLine]:
    """Who may be the same as a customer, with the reasons."""
    return [_likely(group) for group in possible_duplicates(work, customer_id)]


def undo_view(work: Work, merge_id: int) -> UndoView:
    """What undoing a merge would do, in words. Raises NotFound."""
    found = undo_preview(work, merge_id)
    write = writer_for(work)
    merged = found.merged
    said = _("{number} {name} was merged into {survivor} on {at} by {by}.")
    return UndoView(
        title=f"{merged.number} {merged.name}",
        said=said.format(
            number=merged.number,
            name=merged.name,
            survivor=found.survivor,
            at=write.instant(merged.at),
            by=merged.by or _("someone"),
        ),
        survivor=found.survivor,
        survivor_id=found.survivor_id,
        again=_again(found),
        back=[MoveLine(label, "", write.number(count, 0)) for label, count in found.back],
        stays=_what_stays(found),
        reasons=list(found.reasons),
        may_undo=not found.reasons,
        until=write.instant(merged.until).rsplit(maxsplit=1)[0],
    )


def _again(found: UndoPreview) -> str:
    """What the two are once the merge is undone."""
    said = _("{number} {name} is a customer of its own again, as it was before the merge.")
    sentences = [said.format(number=found.merged.number, name=found.merged.name)]
    if found.fields:
        said = _("{survivor} gets back what it had in these fields: {fields}.")
        sentences.append(said.format(survivor=found.survivor, fields=", ".join(found.fields)))
    return " ".join(sentences)


def _what_stays(found: UndoPreview) -> list[str]:
    left = [
        _("{field} was changed since and stays as it is.").format(field=name) for name in found.left
    ]
    gone = [
        _("{what}: {count} removed since, and not brought back.").format(what=label, count=count)
        for label, count in found.gone
    ]
    return [*left, *gone, *found.notes]


def _fields(found: Comparison) -> list[FieldLine]:
    one, other = found.stays.draft, found.goes.draft
    lines = [
        FieldLine(
            key=key,
            label=_OWN_LABELS.get(key, fields.label(key)),
            stays=_shown(one, key),
            goes=_shown(other, key),
            same=fields.agree(key, one, other),
            taken=key in found.choice.taken and not fields.agree(key, one, other),
            error=next((found.errors[n] for n in fields.columns_of(key) if n in found.errors), ""),
        )
        for key in fields.FIELDS
    ]
    return [line for line in lines if line.stays or line.goes]


def _shown(draft: CustomerDraft, key: str) -> str:
    texts = texts_of(draft)
    if len(fields.columns_of(key)) > 1:
        first, second, code, city = (texts[name] for name in fields.columns_of(key))
        return ", ".join(filter(None, (first, second, f"{code} {city}".strip())))
    if key == "credit_days" and texts[key]:
        return plural("{count} day", "{count} days", int(texts[key]))
    written = {
        "country": countries(settings().language).get(draft.country, ""),
        "language": languages(settings().language).get(draft.language, ""),
        "org_number": identifiers.shown_org_number(draft.org_number, draft.country),
        "bank_account": identifiers.shown_bank_account(draft.bank_account),
    }
    return written.get(key) or shown_value(key, texts[key])


def _move(each: Moving, found: Comparison, count: str) -> MoveLine:
    about = ABOUT.get(each.table)
    joined = plural("{count} double, joined", "{count} doubles, joined", each.joined)
    filled = _("what was missing is filled in")
    aside = _("{count} put aside").format(count=each.aside)
    notes = [
        joined if each.joined else "",
        filled if each.filled else "",
        aside if each.aside else "",
        about.note if about else "",
    ]
    page = about.page if about else "/invoices" if each.table == "payment" else ""
    return MoveLine(
        label=each.label,
        note=", ".join(filter(None, notes)),
        count=count,
        href=f"/customers/{found.goes.id}{page}" if each.count else "",
        css="" if each.count or each.aside else "quiet",
    )


def _drafts(count: int) -> str:
    if not count:
        return ""
    return plural("{count} invoice is a draft.", "{count} invoices are drafts.", count)


def _group(group: Group) -> GroupLine:
    word, css = STRENGTHS[group.strength]
    return GroupLine(
        key="-".join(str(row.id) for row in group.customers),
        strength=word,
        strength_css=css,
        reasons=_reasons(group),
        more=plural("and {count} more", "and {count} more", group.more) if group.more else "",
        customers=[_candidate(row) for row in group.customers],
        ids=[row.id for row in group.customers],
    )


def _likely(group: Group) -> CandidateLine:
    line = _candidate(group.customers[0])
    line.strength, line.strength_css = STRENGTHS[group.strength]
    line.reasons = _reasons(group)
    return line


def _reasons(group: Group) -> str:
    text = ", ".join(group.reasons)
    return text[:1].upper() + text[1:]


def _candidate(row: Candidate) -> CandidateLine:
    mark = CUSTOMER_STATUS[row.status]
    org_number = identifiers.shown_org_number(row.org_number, row.country)
    holds = (
        plural("{count} invoice", "{count} invoices", row.invoices),
        plural("{count} project", "{count} projects", row.projects),
    )
    return CandidateLine(
        id=row.id,
        number=str(row.number),
        name=row.name,
        about=" · ".join(filter(None, (org_number, row.city, row.email, row.phone))),
        holds=" · ".join(holds),
        status=mark.word,
        status_css=status_class(mark),
    )
