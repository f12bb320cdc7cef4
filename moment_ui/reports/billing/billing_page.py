"""To be invoiced in the reader's language: the list of projects, one project's sheet, the preview of drafts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlencode

from moment_ui.core.actor import Permission
from moment_ui.core.money import ZERO
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.billing.commands import planned_drafts
from moment_ui.domain.billing.filters import Wanted
from moment_ui.domain.billing.plan import Order, Plan, PlannedDraft
from moment_ui.domain.billing.queries import (
    PAGE,
    billing_page,
    billing_sums,
    sheet,
)
from moment_ui.domain.billing.sheet import Item, Kind, Sheet, Sums, sums_of
from moment_ui.domain.projects.queries import leaders
from moment_ui.domain.references.naming import customer_names
from moment_ui.domain.tags.projects import project_tags
from moment_ui.models.price_model import SplitBy
from moment_ui.reports.billing.billing_lacks import of_drafts, who_can
from moment_ui.reports.billing.billing_view import (
    BillingListView,
    BillingSheetView,
    DraftLine,
    ItemLine,
    KindView,
    PlannedView,
    PlanView,
    ProjectLine,
    SumLine,
)
from moment_ui.reports.billing.billing_words import KIND_WORDS, blocker_line, held_back, total
from moment_ui.reports.projects.project_hours import hours_in

EXTRAS = (Kind.EXPENSE, Kind.PRODUCT)
FIXED = (Kind.PAYMENT, Kind.FIXED_PRICE, Kind.OFFER)
SHOWN = 60
"""Drafts that a preview shows one by one."""


def billing_list(work: Work, wanted: Wanted, number: int, base: str) -> BillingListView:
    """A page of the list; `base` is the company's part of addresses."""
    write = writer(work.actor.locale, work.actor.timezone)
    page = billing_page(work, wanted, number)
    query = urlencode({"until": wanted.until.isoformat()})
    rows = [
        line
        for one in page.sheets
        for line in _project_lines(
            one, f"{base}/finances/to-be-invoiced/{one.head.id}?{query}", write
        )
    ]
    last = max(-(-page.count // PAGE), 1)
    return BillingListView(
        rows=rows,
        count=page.count,
        count_text=str(page.count),
        sums=[] if page.count > PAGE else _sums(sums_of(page.sheets), write),
        summing=page.count > PAGE,
        place=_("{page} of {pages}").format(page=number, pages=last),
        pages=[
            (str(number - 1) if number > 1 else "", _("Previous page")),
            (str(number + 1) if number < last else "", _("Next page")),
        ],
        leaders=[(str(one.id), one.name) for one in leaders(work)],
        tags=[(str(one.id), one.name) for one in project_tags(work)],
        customer=customer_names(work, [wanted.customer_id]).get(wanted.customer_id, "")
        if wanted.customer_id
        else "",
        sees_all=work.actor.may(Permission.VIEW_CUSTOMER_ECONOMY),
    )


def billing_sheet(work: Work, project_id: int, until: dt.date, base: str) -> BillingSheetView:
    """One project's sheet. Raises NotFound."""
    write = writer(work.actor.locale, work.actor.timezone)
    found = sheet(work, project_id, until)
    head = found.head
    payers = _payers(work, found)
    kinds: dict[Kind, list[Item]] = {}
    for item in found.items:
        kinds.setdefault(item.kind, []).append(item)
    within = hours_in(found.within, write)
    return BillingSheetView(
        id=head.id,
        title=head.title,
        name=head.name,
        customer=head.customer,
        customer_id=head.customer_id or 0,
        leader=head.leader,
        until=write.day(until),
        kinds=[
            KindView(
                kind.value,
                KIND_WORDS[kind],
                _sum_of(kinds[kind], write),
                [_item(item, payers, write) for item in kinds[kind]],
            )
            for kind in Kind
            if kind in kinds
        ],
        later=[_item(item, payers, write) for item in found.later],
        blockers=[
            blocker_line(one, base, write, who_can(work, one))
            for one in (*found.blockers, *of_drafts(work, found, until))
        ],
        within=_("{hours} hours are within the price and cost nothing more.").format(hours=within)
        if found.within
        else "",
        stopped=found.stopped,
        may_edit=work.actor.may(Permission.EDIT_BILLING),
    )


def shown_plan(
    work: Work, orders: Sequence[Order], until: dt.date, base: str
) -> tuple[PlanView, str]:
    """The drafts that would arise of what was ordered, and the mark of what is shown. Raises as `planned_drafts`."""
    plan = planned_drafts(work, orders, until)
    return _plan_view(work, plan, base), plan.seen


def _plan_view(work: Work, plan: Plan, base: str) -> PlanView:
    write = writer(work.actor.locale, work.actor.timezone)
    drafts = plan.drafts
    totals: dict[str, Decimal] = {}
    for draft in drafts:
        totals[draft.currency] = totals.get(draft.currency, ZERO) + draft.totals.net
    more = len(drafts) - SHOWN
    warnings = {
        f"{who}: {blocker.text}": replace(blocker, text=f"{who}: {blocker.text}")
        for who, blocker in plan.warnings
    }
    return PlanView(
        drafts=[_planned(draft, write) for draft in drafts[:SHOWN]],
        more=_("and {count} more drafts").format(count=more) if more > 0 else "",
        title=plural("{count} draft will be made", "{count} drafts will be made", len(drafts)),
        button=plural("Create {count} draft", "Create {count} drafts", len(drafts)),
        totals=[
            SumLine(_("Net, {currency}").format(currency=currency), write.amount(net, currency))
            for currency, net in totals.items()
        ],
        warnings=[blocker_line(one, base, write) for one in list(warnings.values())[:SHOWN]],
        left_out=[SumLine(title, why) for title, why in plan.left_out[:SHOWN]],
    )


def _project_lines(found: Sheet, href: str, write: Writer) -> Iterable[ProjectLine]:
    """A project's line; one more for each further currency."""
    head = found.head
    held, css, more = held_back(found, write)
    currencies = list(found.totals()) or [head.currency]
    for at, currency in enumerate(currencies):
        amounts = {
            "hour_amount": total(found, currency, Kind.HOURS),
            "extras": total(found, currency, *EXTRAS),
            "fixed": total(found, currency, *FIXED),
            "subscriptions": total(found, currency, Kind.SUBSCRIPTION),
            "total": found.totals().get(currency, ZERO),
        }
        yield ProjectLine(
            id=head.id if at == 0 else 0,
            title=head.title if at == 0 else "",
            customer=head.customer if at == 0 else "",
            hours=write.hours(found.minutes) if at == 0 else "",
            currency=currency if amounts["total"] else "",
            held=held if at == 0 else "",
            held_css=css,
            more=more,
            can=any(found.totals().values()) and not found.stopped,
            href=href,
            **{key: write.amount(amount, currency) for key, amount in amounts.items()},
        )


def whole_sums(work: Work, wanted: Wanted) -> list[ProjectLine]:
    """What all projects in the filter come to, by currency."""
    return _sums(billing_sums(work, wanted), writer(work.actor.locale, work.actor.timezone))


def _sums(found: Sums, write: Writer) -> list[ProjectLine]:
    return [
        ProjectLine(
            title=_("Total, {currency}").format(currency=currency),
            hours=write.hours(found.minutes) if at == 0 else "",
            hour_amount=write.amount(kinds.get(Kind.HOURS, ZERO), currency),
            extras=write.amount(sum((kinds.get(kind, ZERO) for kind in EXTRAS), ZERO), currency),
            fixed=write.amount(sum((kinds.get(kind, ZERO) for kind in FIXED), ZERO), currency),
            subscriptions=write.amount(kinds.get(Kind.SUBSCRIPTION, ZERO), currency),
            total=write.amount(sum(kinds.values(), ZERO), currency),
            currency=currency,
        )
        for at, (currency, kinds) in enumerate(found.amounts.items())
    ]


def _sum_of(items: Iterable[Item], write: Writer) -> str:
    sums: dict[str, Decimal] = {}
    for item in items:
        sums[item.currency] = sums.get(item.currency, ZERO) + item.amount
    return ", ".join(f"{write.amount(one, cur)} {cur}" for cur, one in sums.items() if one)


def _who(item: Item) -> str:
    """Who worked; an external with the company whose hours they are."""
    return ", ".join(filter(None, (item.co_worker, item.home)))


def _item(item: Item, payers: dict[int, list[tuple[str, str]]], write: Writer) -> ItemLine:
    amount = write.amount(item.amount, item.currency)
    return ItemLine(
        key=item.key,
        text=_who(item) or item.text if item.kind is Kind.HOURS else item.text,
        about=_about(item, write),
        day=write.day(item.first) if item.first else "",
        hours=hours_in(item.minutes, write) if item.minutes else "",
        price=f"{write.exact(item.price, 2)} {item.currency}" if item.minutes else "",
        amount=_("within the price") if item.included else f"{amount} {item.currency}",
        typed=write.exact(item.amount, 2),
        free=item.free,
        planned=item.kind is Kind.PAYMENT,
        included=item.included,
        nought=not item.amount and not item.included,
        row_id=item.row_id,
        payers=payers.get(item.model_id or 0, []),
    )


def _about(item: Item, write: Writer) -> str:
    """What else is said of an item: the activity, the days, what is left of a price."""
    days = [write.day(day) for day in (item.first, item.last) if day]
    parts = [item.activity, "–".join(dict.fromkeys(days)) if item.last else ""]
    if item.most is not None:
        left = f"{write.amount(item.most, item.currency)} {item.currency}"
        parts.append(_("{left} left").format(left=left))
    if item.quantity != 1 and not item.parts:
        parts.append(f"{write.exact(item.quantity)} {item.unit}".strip())
    return " · ".join(filter(None, parts))


def _payers(work: Work, found: Sheet) -> dict[int, list[tuple[str, str]]]:
    """Who can pay for a line, of price models whose lines are divided."""
    models = [one for one in found.models.values() if one.split_by is SplitBy.LINES and one.shares]
    ids = {share.customer_id for model in models for share in model.shares}
    names = customer_names(work, sorted(ids)) if ids else {}
    return {
        model.id: [(str(s.customer_id), names.get(s.customer_id, "")) for s in model.shares]
        for model in models
    }


def _planned(draft: PlannedDraft, write: Writer) -> PlannedView:
    totals = draft.totals
    said = [_("shared between customers")] if draft.group else []
    if len(draft.projects) > 1:
        said.append(plural("{count} project", "{count} projects", len(draft.projects)))
    return PlannedView(
        customer=draft.customer,
        projects=", ".join(draft.projects),
        currency=draft.currency,
        net=write.amount(totals.net, draft.currency),
        vat=write.amount(totals.vat, draft.currency),
        gross=write.amount(totals.gross, draft.currency),
        about=", ".join(said),
        lines=[
            DraftLine(
                text=one.line.text,
                quantity=f"{write.exact(one.line.quantity)} {one.line.unit}".strip(),
                price=write.exact(one.line.price, 2),
                net=write.amount(one.line.net, draft.currency),
            )
            for one in draft.everything
        ],
    )
