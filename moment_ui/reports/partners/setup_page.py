"""The set-up of partner companies in the reader's language: steps, who must act, and what each has done."""

import datetime as dt

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.expenses.sharing import older_expenses
from moment_ui.domain.partners.queries import PartnersPage, partners_page
from moment_ui.domain.partners.rules import proposed_name
from moment_ui.domain.partners.series import SeriesChoice, series_choices
from moment_ui.domain.partners.todo import STAGE_OF, Stage, Todo, todo
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.partner import IN_GROUP, MemberState
from moment_ui.reports.customers.customer_page import writer_for
from moment_ui.reports.partners.members import attach_line, member_line, request_line
from moment_ui.reports.partners.setup_view import (
    FlagLine,
    PartnersView,
    SeriesLine,
    StepLine,
)
from moment_ui.reports.partners.who_must_act import todo_groups

TITLES: dict[Stage, str] = {
    Stage.ENABLE: _("Enable"),
    Stage.ADD: _("Add companies"),
    Stage.CONFIRM: _("They confirm"),
    Stage.ATTACH: _("Attach customers"),
    Stage.SHARE: _("Choose what is shared"),
    Stage.CHECK: _("Check"),
}
KNOWN = (*IN_GROUP, MemberState.INVITED)
SHARED: dict[str, tuple[str, str]] = {
    "projects": (
        _("Projects and hours"),
        _("People of one company write hours at home on a project of another, and both see them."),
    ),
    "customers": (
        _("Customers"),
        _(
            "Who registers a customer that you have, sees that, and can bring number, addresses and contacts along. Never ledger, prices or notes."
        ),
    ),
    "tasks": (_("Tasks"), _("Your task board can be seen by the group, company by company.")),
    "expenses": (
        _("Travel and expenses"),
        _(
            "Expenses on a secondary project are copied once to the main project, with their receipts."
        ),
    ),
    "rates": (
        _("Hourly rates"),
        _("Secondary projects may follow the main project’s rates."),
    ),
}
SERIES: dict[SeriesKind, str] = {
    SeriesKind.CUSTOMER: _("Customer numbers"),
    SeriesKind.PROJECT: _("Project numbers"),
    SeriesKind.OFFER: _("Offer numbers"),
    SeriesKind.INVOICE: _("Invoice numbers"),
}


def partners_view(work: Work, wanted: str) -> PartnersView:
    """The page with the step that the address names, or the first one that is not done.

    Raises NotPermitted.
    """
    page = partners_page(work)
    write = writer_for(work)
    tasks = todo(page)
    left = [each for each in tasks if not each.done]
    stage = _stage(wanted, page, left)
    view = PartnersView(
        on=page.on,
        company=page.company,
        proposed=proposed_name(page.company),
        stage=stage.value,
        shared_version=page.version,
        missing=len(left),
        checked=_day(write, page.checked_at),
        steps=_steps(page, left, stage, write),
        requests=[request_line(each, write) for each in page.requests],
        todo=todo_groups(page, tasks, write),
        left=plural("{count} thing left", "{count} things left", len(left)) if left else "",
    )
    _around(view, page.slug, stage)
    if page.group is not None:
        _of_group(view, work, page, write)
    return view


def _older(work: Work) -> list[str]:
    """What partners lack of expenses that were written before both shared them, for who may bring it."""
    if not work.actor.may(Permission.EDIT_EXPENSES):
        return []
    return [
        _("{expenses} on {projects} are not in {company}’s main projects yet.").format(
            expenses=plural("{count} older expense", "{count} older expenses", one.expenses),
            projects=plural("{count} project", "{count} projects", one.projects),
            company=one.company,
        )
        for one in older_expenses(work)
    ]


def _of_group(view: PartnersView, work: Work, page: PartnersPage, write: Writer) -> None:
    group = page.group
    if group is None:
        return
    view.group, view.group_version, view.own_version = group.name, group.version, group.own_version
    view.is_main, view.main = group.is_main, group.main
    view.paused = group.state is MemberState.PAUSED
    lines = [(each.state, member_line(page, each, write)) for each in page.partners]
    view.waiting = [line for state, line in lines if state not in IN_GROUP]
    view.confirmed = [line for state, line in lines if state in IN_GROUP]
    view.attach = [attach_line(each) for each in page.partners if each.state in KNOWN]
    view.flags = _flags(page)
    view.older = _older(work)
    if page.on:
        view.series = [_series(choice) for choice in series_choices(work)]


def _stage(wanted: str, page: PartnersPage, left: list[Todo]) -> Stage:
    if not page.on:
        return Stage.ENABLE
    if wanted in set(Stage):
        return Stage(wanted)
    mine = [STAGE_OF[each.task] for each in left if each.who == page.company_id]
    others = [STAGE_OF[each.task] for each in left]
    order = list(Stage)
    return min(mine or others, key=order.index, default=Stage.CHECK)


def _steps(page: PartnersPage, left: list[Todo], here: Stage, write: Writer) -> list[StepLine]:
    notes = _notes(page, write)
    return [
        StepLine(
            key=stage.value,
            title=TITLES[stage],
            note=notes[stage],
            mark=_mark(stage, page, left),
            number=str(place),
            href=f"/{page.slug}/setup/partners?step={stage.value}",
            here=stage is here,
        )
        for place, stage in enumerate(Stage, 1)
    ]


def _mark(stage: Stage, page: PartnersPage, left: list[Todo]) -> str:
    here = [each for each in left if STAGE_OF[each.task] is stage]
    begun = page.on and any(each.state in KNOWN for each in page.partners)
    if stage is Stage.CHECK:
        return "done" if page.checked_at and not left else ""
    if here:
        return "wait" if all(each.who != page.company_id for each in here) else ""
    return "done" if begun or (stage is Stage.ENABLE and page.on) else ""


def _notes(page: PartnersPage, write: Writer) -> dict[Stage, str]:
    known = [each for each in page.partners if each.state in KNOWN]
    waits = [each.name for each in known if each.state is MemberState.INVITED]
    attached = sum(1 for each in known if each.ours)
    since = _("On since {day}").format(day=_day(write, page.on_since)) if page.on_since else ""
    return {
        Stage.ENABLE: since,
        Stage.ADD: _("{count} added").format(count=len(known)) if known else "",
        Stage.CONFIRM: _waiting_for(waits, bool(known)),
        Stage.ATTACH: _("{count} of {all} attached").format(count=attached, all=len(known))
        if known
        else "",
        Stage.SHARE: _("{count} of {all} kinds").format(count=len(page.shared), all=len(SHARED))
        if known
        else "",
        Stage.CHECK: _("Finished {day}").format(day=_day(write, page.checked_at))
        if page.checked_at
        else "",
    }


def _waiting_for(waits: list[str], known: bool) -> str:  # noqa: FBT001 - of one module
    if not waits:
        return _("All have confirmed") if known else ""
    if len(waits) == 1:
        return _("Waiting for {name}").format(name=waits[0])
    return _("Waiting for {count} companies").format(count=len(waits))


def _around(view: PartnersView, slug: str, stage: Stage) -> None:
    order = list(Stage)
    place = order.index(stage)
    base = f"/{slug}/setup/partners?step="
    view.back = base + order[place - 1] if place else ""
    if place + 1 < len(order):
        view.next, view.next_word = base + order[place + 1], TITLES[order[place + 1]]


def _flags(page: PartnersPage) -> list[FlagLine]:
    confirmed = [each for each in page.partners if each.theirs is not None]

    def who(key: str) -> str:
        names = [each.name for each in confirmed if each.theirs and key in each.theirs.shared]
        if not confirmed:
            return ""
        return (
            _("Shared by {names}").format(names=", ".join(names))
            if names
            else _("Not shared by others")
        )

    return [
        FlagLine(key, title, text, key in page.shared, who(key))
        for key, (title, text) in SHARED.items()
    ]


def _series(choice: SeriesChoice) -> SeriesLine:
    last = str(choice.last) if choice.last else ""
    return SeriesLine(
        key=choice.kind.value,
        title=SERIES[choice.kind],
        note=_("Own series, {first}–{last}").format(first=choice.first, last=last),
        next=_("Next: {number}").format(number=choice.next_number),
        inherited=choice.inherited,
    )


def _day(write: Writer, at: dt.datetime | None) -> str:
    return write.instant(at).rpartition(" ")[0] if at else ""
