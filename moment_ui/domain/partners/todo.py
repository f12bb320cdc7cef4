"""What is left to do in the set-up, and who must do it. Pure: read off the page, for the card and the check."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from moment_ui.domain.partners.queries import Partner, PartnersPage
from moment_ui.models.partner import MemberState


class Task(StrEnum):
    """One thing that has to be done on the way."""

    SWITCH_ON = "switch-on"
    ANSWER = "answer"
    ADD = "add"
    CONFIRM = "confirm"
    ATTACH = "attach"
    ATTACH_US = "attach-us"
    THEY_SWITCH_ON = "they-switch-on"
    RESUME = "resume"
    CHOOSE = "choose"


class Stage(StrEnum):
    """The steps of the set-up, in order."""

    ENABLE = "enable"
    ADD = "add"
    CONFIRM = "confirm"
    ATTACH = "attach"
    SHARE = "share"
    CHECK = "check"


STAGE_OF = {
    Task.SWITCH_ON: Stage.ENABLE,
    Task.ANSWER: Stage.ADD,
    Task.ADD: Stage.ADD,
    Task.CONFIRM: Stage.CONFIRM,
    Task.ATTACH: Stage.ATTACH,
    Task.ATTACH_US: Stage.ATTACH,
    Task.THEY_SWITCH_ON: Stage.CHECK,
    Task.RESUME: Stage.CHECK,
    Task.CHOOSE: Stage.SHARE,
}
"""Where each thing is mended."""


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing: who must do it (the company's id), to which other company, and whether it is done.

    `later`: it cannot be done before something else is.
    """

    task: Task
    who: int
    about: int = 0
    done: bool = False
    later: bool = False
    at: dt.datetime | None = None


def todo(page: PartnersPage) -> list[Todo]:
    """Everything there is to do or done, ours first, then by company."""
    return [*_ours(page), *(each for partner in page.partners for each in _theirs(page, partner))]


def missing(page: PartnersPage) -> list[Todo]:
    """What is not done yet."""
    return [each for each in todo(page) if not each.done]


def is_linked(page: PartnersPage, partner: Partner) -> bool:
    """Whether everything passes between us and a partner: confirmed, and attached on both sides."""
    confirmed = page.group is not None and page.group.state is MemberState.CONFIRMED
    theirs = partner.theirs is not None and partner.theirs.customer != ""
    return confirmed and partner.ours is not None and theirs


def _ours(page: PartnersPage) -> Iterator[Todo]:
    us = page.company_id
    yield Todo(Task.SWITCH_ON, us, done=page.on, at=page.on_since)
    if page.requests:
        yield Todo(Task.ANSWER, us)
    if not page.on or (page.requests and page.group is None):
        return
    if page.group is not None and page.group.state is MemberState.PAUSED:
        yield Todo(Task.RESUME, us)
    known = [each for each in page.partners if each.state in _KNOWN]
    yield Todo(Task.ADD, us, done=bool(known))
    for partner in known:
        done = partner.ours is not None
        yield Todo(Task.ATTACH, us, partner.company_id, done=done, at=partner.attached_at)
    if known:
        yield Todo(Task.CHOOSE, us, done=bool(page.shared))


def _theirs(page: PartnersPage, partner: Partner) -> Iterator[Todo]:
    who = partner.company_id
    if partner.state not in _KNOWN:
        return
    if partner.state is MemberState.INVITED:
        yield Todo(Task.CONFIRM, who)
        yield Todo(Task.ATTACH_US, who, later=True)
    elif partner.state is MemberState.PAUSED:
        yield Todo(Task.RESUME, who)
    elif page.group is not None and page.group.state is not MemberState.CONFIRMED:
        return
    elif partner.theirs is None:
        yield Todo(Task.THEY_SWITCH_ON, who)
    else:
        yield Todo(Task.ATTACH_US, who, done=partner.theirs.customer != "")


_KNOWN = (MemberState.INVITED, MemberState.CONFIRMED, MemberState.PAUSED)
