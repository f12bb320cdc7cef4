"""What an act on the group will do, said before it is done; and what is said once it is."""

from dataclasses import dataclass
from enum import StrEnum

from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.partners.parting import Parting, Touched, parting
from moment_ui.domain.partners.queries import partners_page
from moment_ui.reports.customers.customer_page import writer_for
from moment_ui.reports.partners.setup_page import SERIES


class Act(StrEnum):
    """What is asked about first."""

    WITHDRAW = "withdraw"
    DECLINE = "decline"
    PAUSE = "pause"
    LEAVE = "leave"
    REMOVE = "remove"
    HAND_OVER = "hand-over"
    SWITCH_OFF = "switch-off"


@dataclass(frozen=True, slots=True)
class Consequences:
    """The question, what follows line by line, the button's verb, and whether it is a grave one."""

    title: str
    lines: tuple[str, ...]
    verb: str
    grave: bool = False


DONE: dict[Act, str] = {
    Act.WITHDRAW: _("The invitation of {name} is withdrawn."),
    Act.DECLINE: _("You have declined to be in {name}."),
    Act.PAUSE: _("Paused: nothing passes until you go on."),
    Act.LEAVE: _("You have left {name}. Nothing was deleted."),
    Act.REMOVE: _("{name} is not in the group any more. Nothing was deleted."),
    Act.HAND_OVER: _("{name} is the main company now."),
    Act.SWITCH_OFF: _("Partner companies is off. Nothing is lost: switch it on to go on."),
}
TITLES: dict[Act, tuple[str, str, bool]] = {
    Act.WITHDRAW: (_("Withdraw the invitation of {name}?"), _("Withdraw"), False),
    Act.DECLINE: (_("Decline to be in {name}?"), _("Decline"), False),
    Act.PAUSE: (_("Pause the work with your partners?"), _("Pause"), False),
    Act.LEAVE: (_("Leave {name}?"), _("Leave the group"), True),
    Act.REMOVE: (_("Take {name} out of the group?"), _("Take out"), True),
    Act.HAND_OVER: (_("Make {name} the main company?"), _("Hand over"), False),
    Act.SWITCH_OFF: (_("Switch partner companies off?"), _("Switch off"), False),
}


def consequences(work: Work, wanted: str, about: int) -> Consequences:
    """What an act will do to a company or group with this id, 0 for ours. Raises NotPermitted."""
    act = Act(wanted)
    title, verb, grave = TITLES[act]
    name = _name(work, act, about)
    return Consequences(title.format(name=name), tuple(_lines(work, act, name)), verb, grave)


def _name(work: Work, act: Act, about: int) -> str:
    page = partners_page(work)
    if act is Act.DECLINE:
        return next((each.group for each in page.requests if each.group_id == about), "")
    if about == 0:
        return page.group.name if page.group else ""
    return next((each.name for each in page.partners if each.company_id == about), "")


def _lines(work: Work, act: Act, name: str) -> list[str]:
    write = writer_for(work)
    told = parting(work)
    return {
        Act.WITHDRAW: lambda: [_("They see that the request is gone. You can ask again.")],
        Act.DECLINE: lambda: [_("Those who asked see it, and can ask you again.")],
        Act.PAUSE: lambda: _paused(told, write),
        Act.SWITCH_OFF: lambda: [
            _("Nothing of partner companies shows in your company any more."),
            *_paused(told, write),
        ],
        Act.LEAVE: lambda: _left(told, write),
        Act.REMOVE: lambda: _removed(told, write, name),
        Act.HAND_OVER: lambda: [
            _("{name} renames the group, takes companies out, and hands the role on.").format(
                name=name
            ),
            _("Inherited number series run there from now on, after the highest number given."),
            _("Projects, hours and customers stay where they are."),
        ],
    }[act]()


def _paused(told: Parting, write: Writer) -> list[str]:
    return [
        _("No hours, customers or tasks pass between you and your partners until you go on."),
        _("Hours can be written at home meanwhile; they catch up afterwards."),
        *_projects(told.secondary, write, _("Their main projects wait for the hours of: {names}")),
        *_projects(told.main, write, _("Your main projects wait for hours: {names}")),
        *_series(told, _("New numbers come from your own series meanwhile: {names}")),
    ]


def _left(told: Parting, write: Writer) -> list[str]:
    return [
        *_projects(
            told.secondary,
            write,
            _("Secondary projects become ordinary projects, and keep their {hours} h: {names}"),
        ),
        *_projects(
            told.main,
            write,
            _("Main projects keep {hours} h from partners as history, and get no more: {names}"),
        ),
        *([] if told.secondary.count or told.main.count else [_("No project is shared now.")]),
        *_series(told, _("These numbers are your own again, after the highest given: {names}")),
        _("Nothing is deleted, on either side."),
    ]


def _removed(told: Parting, write: Writer, name: str) -> list[str]:
    return [
        _(
            "The secondary projects of {name} become ordinary projects there, with their hours."
        ).format(name=name),
        *_projects(
            told.main,
            write,
            _("Hours from there stay in your main projects as history: {names}"),
        ),
        _("Number series that it inherits are its own again. Nothing is deleted, on either side."),
    ]


def _projects(touched: Touched, write: Writer, words: str) -> list[str]:
    if not touched.count:
        return []
    names = ", ".join(touched.names)
    if touched.count > len(touched.names):
        more = touched.count - len(touched.names)
        names = _("{names} and {count} more").format(names=names, count=more)
    return [words.format(names=names, hours=write.hours(touched.minutes))]


def _series(told: Parting, words: str) -> list[str]:
    names = ", ".join(SERIES[kind].lower() for kind in told.series)
    return [words.format(names=names)] if names else []
