"""Who must act: everything that is to be done in the set-up, by company, with the way to where it is done."""

import datetime as dt

from moment_ui.core import clock
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.partners.queries import Partner, PartnersPage
from moment_ui.domain.partners.rules import may_remind
from moment_ui.domain.partners.todo import STAGE_OF, Task, Todo
from moment_ui.models.partner import MemberState
from moment_ui.reports.partners.setup_view import TodoGroup, TodoLine

WORDS: dict[Task, str] = {
    Task.SWITCH_ON: _("Enable partner companies"),
    Task.ANSWER: _("Answer the request"),
    Task.ADD: _("Add a company"),
    Task.CONFIRM: _("Confirm your request"),
    Task.ATTACH: _("Attach {company} to a customer"),
    Task.ATTACH_US: _("Choose their customer for you"),
    Task.THEY_SWITCH_ON: _("Switch partner companies on"),
    Task.RESUME: _("Go on after the pause"),
    Task.CHOOSE: _("Choose what is shared"),
}
DONE: dict[Task, str] = {
    Task.ADD: _("Add companies"),
    Task.ATTACH: _("Attach {company}"),
    Task.ATTACH_US: _("Attach you to a customer"),
}
ACTS: dict[Task, str] = {
    Task.SWITCH_ON: _("Enable"),
    Task.ANSWER: _("Answer"),
    Task.ADD: _("Add"),
    Task.ATTACH: _("Attach"),
    Task.RESUME: _("Go on"),
    Task.CHOOSE: _("Choose"),
}


def todo_groups(page: PartnersPage, tasks: list[Todo], write: Writer) -> list[TodoGroup]:
    """Our company's things first, what is not done before what is; then each other company's."""
    partners = {each.company_id: each for each in page.partners}
    groups: dict[int, TodoGroup] = {
        page.company_id: TodoGroup(
            page.company_id, _("You, {company}").format(company=page.company)
        )
    }
    for each in tasks:
        partner = partners.get(each.who)
        group = groups.setdefault(each.who, TodoGroup(each.who, partner.name if partner else ""))
        group.lines.append(_line(page, each, partners, write))
    for group in groups.values():
        group.lines.sort(key=lambda line: line.mark == "done")
        done = all(line.mark == "done" for line in group.lines)
        if done and group.id != page.company_id:
            group.nothing_left, group.lines = True, []
    return list(groups.values())


def _line(page: PartnersPage, each: Todo, partners: dict[int, Partner], write: Writer) -> TodoLine:
    mine = each.who == page.company_id
    partner = partners.get(each.about if mine else each.who)
    company = partner.name if partner else ""
    words = DONE.get(each.task, WORDS[each.task]) if each.done else WORDS[each.task]
    line = TodoLine(
        key=f"{each.task}-{each.who}-{each.about}",
        text=words.format(company=company),
        mark="done" if each.done else "open" if mine or each.later else "wait",
        at=_day(write, each.at),
        company=each.about if mine else each.who,
    )
    if each.done:
        return line
    if mine:
        line.act, line.word = "step", ACTS.get(each.task, "")
        line.href = f"/{page.slug}/setup/partners?step={STAGE_OF[each.task]}"
        _ours(line, each, partner)
    elif partner is not None:
        _theirs(line, each, partner)
    return line


def _ours(line: TodoLine, each: Todo, partner: Partner | None) -> None:
    """What we must do; some of it is done in the card itself."""
    if each.task is Task.RESUME:
        line.act = "resume"
    if each.task is Task.ATTACH:
        line.act = "attach"
        if partner is not None and partner.match is not None:
            number = partner.match.number
            line.note = _("A match is waiting: {number}").format(number=number)


def _theirs(line: TodoLine, each: Todo, partner: Partner) -> None:
    """What another company must do: who there, and how we can move it."""
    if each.later:
        line.note = _("after they confirm")
        return
    named = ", ".join(partner.administrators)
    line.note = (
        _("Their administrators: {names}").format(names=named)
        if named
        else _("Their administrators see it on their page and behind their bell")
    )
    waits = partner.state is MemberState.INVITED and partner.asked_by_us
    if partner.administered:
        line.act, line.word = "open", _("Open")
        line.href = f"/{partner.slug}/setup/partners"
        line.note = _("You are an administrator there, too")
    elif waits and may_remind(clock.now(), partner.reminded_at):
        line.act, line.word = "remind", _("Remind")


def _day(write: Writer, at: dt.datetime | None) -> str:
    return write.instant(at).rpartition(" ")[0] if at else ""
