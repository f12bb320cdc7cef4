"""A project's price models in the reader's language."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from moment_ui.core.actor import Permission
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.price_models.queries import ModelRecord, project_models
from moment_ui.domain.price_models.rules import bound_of
from moment_ui.domain.pricing.book import RateBook
from moment_ui.domain.pricing.queries import rate_book
from moment_ui.domain.pricing.reasons import Reason
from moment_ui.domain.projects.page import activities
from moment_ui.models.price_model import PriceModelKind
from moment_ui.reports.projects.price_model_facts import BASES, KINDS, SPLITS, facts_of, typed_model
from moment_ui.reports.projects.price_model_lines import plan_of, rates_of_model, sold_of
from moment_ui.reports.projects.price_model_view import (
    GapLine,
    ModelCard,
    PayerLine,
    PriceModelsView,
)
from moment_ui.reports.projects.project_hours import NEARLY_USED
from moment_ui.reports.projects.summary_lines import summarised, summary_lines

__all__ = ["BASES", "KINDS", "SPLITS", "price_models_page"]

_IN_LISTS = {Reason.NOT_IN_LIST, Reason.NO_PRICE_LIST, Reason.OTHER_CURRENCY}
WITH_A_PRICE = {PriceModelKind.FIXED_PRICE, PriceModelKind.OFFER}
_OF_PEOPLE = {Reason.NO_CO_WORKER_RATE, Reason.NO_TRUE_COST}


def price_models_page(work: Work, project_id: int) -> PriceModelsView:
    """The page as the actor may see it. Raises NotPermitted; a project that is not there has none."""
    write = writer(work.actor.locale, work.actor.timezone)
    records = project_models(work, project_id)
    book = rate_book(work, [project_id])
    names = {row.id: row.name for row in activities(work, project_id)}
    people = {key: who.name for key, who in book.people.items()}
    default = next((one.row.id for one in records if one.row.active), None)
    lines, offered = summary_lines(work, project_id, write), summarised(records)
    return PriceModelsView(
        project_id=project_id,
        models=[
            replace(
                _card(one, (names, people), write, work, is_default=one.row.id == default),
                is_first=one is records[0],
                is_last=one is records[-1],
            )
            for one in records
        ],
        gaps=_gaps(work, book, project_id) if project_id in book.projects else [],
        summary=lines,
        summarised=offered,
        has_summary=bool(lines or offered),
        may_note=work.actor.may(Permission.EDIT_BILLING),
        may_edit=work.actor.may(Permission.EDIT_INVOICING),
        may_true_cost=work.actor.may(Permission.SETUP_INVOICING),
    )


def _card(
    one: ModelRecord,
    names: tuple[Mapping[int, str], Mapping[int, str]],
    write: Writer,
    work: Work,
    *,
    is_default: bool,
) -> ModelCard:
    row, (activity_names, people) = one.row, names
    standing, css = (
        (_("In use"), "status good disc") if row.active else (_("Put aside"), "status bar")
    )
    if is_default:
        standing = _("In use, the default")
    used = _meter(one)
    planned = [payment.amount for payment in one.payments]
    left = row.net - sum(planned, ZERO)
    fixed = row.kind == PriceModelKind.FIXED_PRICE
    return ModelCard(
        id=row.key,
        version=row.version,
        name=row.name,
        kind=row.kind.value,
        kind_word=KINDS[row.kind],
        currency=row.currency,
        standing=standing,
        standing_css=css,
        active=row.active,
        removable=row.offer_id is None and not (one.billed.invoiced or one.billed.drafted),
        hourly=row.kind in {PriceModelKind.HOURLY, PriceModelKind.OFFER},
        facts=facts_of(one, write, is_default=is_default),
        used=used[0],
        used_css=used[1],
        used_words=used[2],
        rates=rates_of_model(one.rates.rates, people, work.today(), write),
        rates_words=_("Rates set here"),
        plan=plan_of(one, activity_names, work.today(), write),
        plan_total=write.amount(sum(planned, ZERO), row.currency),
        missing=_missing(left, row.currency, write) if fixed else "",
        missing_css="amount warn" if left > 0 else "amount bad",
        sold=sold_of(one, activity_names, write),
        sold_total=write.amount(sum((line.net for line in one.lines), ZERO), row.currency),
        payers=[
            PayerLine(payer.customer_id, f"{payer.number} {payer.name}", write.exact(payer.percent))
            for payer in one.payers
        ],
        split=_split(one, write),
        split_by=row.split_by.value,
        typed=typed_model(row, write),
    )


def _meter(one: ModelRecord) -> tuple[int, str, str]:
    """How much of a cap or a fixed price is invoiced, drafts included.

    A cap that is nearly reached is a warning; a price that is invoiced is as it should be.
    """
    bound = bound_of(one.row)
    if not bound:
        return 0, "", ""
    used = int(100 * one.priced.total // bound)
    nearly = used >= NEARLY_USED and one.row.kind not in WITH_A_PRICE
    css = "over" if used > 100 else "nearly" if nearly else ""
    return max(0, min(used, 100)), css, _("{percent} % invoiced").format(percent=used)


def _missing(left: Decimal, currency: str, write: Writer) -> str:
    if not left:
        return ""
    if left > 0:
        text = _("{amount} {currency} of the fixed price is not planned yet.")
    else:
        text = _("The plan holds {amount} {currency} more than the fixed price.")
    return text.format(amount=write.amount(abs(left), currency), currency=currency)


def _split(one: ModelRecord, write: Writer) -> str:
    if not one.payers:
        return ""
    parts = [f"{payer.name} {write.exact(payer.percent)} %" for payer in one.payers]
    return f"{', '.join(parts)}; {SPLITS[one.row.split_by].lower()}"


def _gaps(work: Work, book: RateBook, project_id: int) -> list[GapLine]:
    if book.projects[project_id].default is None:
        text = _("The project has no price model in use: nothing of it can be invoiced.")
        return [GapLine(text, "model", 0, "model")]
    found = {gap.text: (who, gap) for who, gap in reversed(book.gaps(project_id, work.today()))}
    return [
        GapLine(
            text,
            _fix(gap.reason, work),
            gap.price_model_id or 0,
            f"{who.id}|{gap.price_model_id}|{gap.reason}",
        )
        for text, (who, gap) in reversed(found.items())
    ]


def _fix(reason: Reason, work: Work) -> str:
    if reason == Reason.MODEL_ASIDE:
        return "activities"
    if reason in _IN_LISTS:
        return "lists"
    if reason in _OF_PEOPLE:
        return "people" if work.actor.may(Permission.SETUP_INVOICING) else "rates"
    return "rates"


def kind_choices() -> Sequence[tuple[str, str]]:
    """The kinds a model can be made as; those of offers come from their offer."""
    return [(kind.value, word) for kind, word in KINDS.items() if kind != PriceModelKind.OFFER]
