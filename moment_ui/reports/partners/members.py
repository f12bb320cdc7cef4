"""The other companies of a group as lines: where each stands, and what can be done with it here."""

import datetime as dt

from moment_ui.core import clock
from moment_ui.core.words import _, initials
from moment_ui.core.writing import Writer
from moment_ui.domain.partners.queries import Partner, PartnersPage, Request
from moment_ui.domain.partners.rules import may_remind
from moment_ui.domain.partners.todo import is_linked
from moment_ui.models.partner import IN_GROUP, MemberState
from moment_ui.reports.partners.setup_view import AttachLine, MemberLine, RequestLine

Look = tuple[str, str, str]
STATES: dict[MemberState, Look] = {
    MemberState.INVITED: (_("Waiting for their administrator"), "warn", "ring"),
    MemberState.CONFIRMED: (_("Confirmed"), "good", "disc"),
    MemberState.PAUSED: (_("Paused by them: nothing passes"), "warn", "half"),
    MemberState.DECLINED: (_("Declined"), "bad", "square"),
    MemberState.LEFT: (_("Not in the group any more"), "", "ring"),
}


def request_line(request: Request, write: Writer) -> RequestLine:
    """A group that has asked us: who, when, and who is in it."""
    note = _("{by} asked on {day}").format(by=request.by, day=_day(write, request.at))
    if request.reminded_at:
        note = _("{note}, and reminded you on {day}").format(
            note=note, day=_day(write, request.reminded_at)
        )
    return RequestLine(
        id=request.group_id,
        version=request.version,
        title=_("{company} asks you into {group}").format(
            company=request.company, group=request.group
        ),
        initials=initials(request.company),
        note=note,
        members=_("In the group: {names}").format(names=", ".join(request.members)),
    )


def member_line(page: PartnersPage, partner: Partner, write: Writer) -> MemberLine:
    """A company of the group, with the acts that its state and our place allow."""
    word, tone, glyph = _standing(page, partner)
    is_main = page.group is not None and page.group.is_main
    invited = partner.state is MemberState.INVITED
    ours = invited and (partner.asked_by_us or is_main)
    line = MemberLine(
        id=partner.company_id,
        version=partner.version,
        name=partner.name,
        slug=partner.slug,
        initials=initials(partner.name),
        note=_note(partner, write),
        word=word,
        tone=tone,
        glyph=glyph,
        is_main=partner.is_main,
        may_withdraw=ours,
        may_remind=ours and may_remind(clock.now(), partner.reminded_at),
        may_ask_again=partner.state in (MemberState.DECLINED, MemberState.LEFT),
        may_remove=is_main and partner.state in IN_GROUP,
        may_hand_over=is_main and partner.state is MemberState.CONFIRMED,
        open=f"/{partner.slug}/setup/partners" if partner.administered else "",
    )
    line.menu = any(
        (line.may_withdraw, line.may_ask_again, line.may_remove, line.may_hand_over, line.open)
    )
    return line


def attach_line(partner: Partner) -> AttachLine:
    """A partner with the customers that stand for each other."""
    attached = partner.ours is not None
    theirs = partner.theirs.customer if partner.theirs else ""
    match = None if attached else partner.match
    word, tone, glyph = (_("Attached"), "good", "disc")
    if not attached:
        word, tone, glyph = (_("Missing"), "warn", "ring")
    elif partner.theirs and not theirs:
        word, tone, glyph = (_("They choose"), "warn", "half")
    return AttachLine(
        id=partner.company_id,
        name=partner.name,
        initials=initials(partner.name),
        ours=f"{partner.ours.number} {partner.ours.name}" if partner.ours else "",
        theirs=theirs or _("They choose"),
        theirs_known=theirs != "",
        word=word,
        tone=tone,
        glyph=glyph,
        match_id=match.id if match else 0,
        match=f"{match.number} {match.name}" if match else "",
        may_make=partner.state in IN_GROUP and not attached,
    )


def _standing(page: PartnersPage, partner: Partner) -> Look:
    if partner.state is not MemberState.CONFIRMED:
        word = STATES[partner.state]
    elif page.group is not None and page.group.state is MemberState.PAUSED:
        word = _("Paused by you: nothing passes"), "warn", "half"
    elif partner.theirs is None:
        word = _("Has partner companies switched off"), "warn", "half"
    elif is_linked(page, partner):
        word = _("Linked both ways"), "good", "disc"
    else:
        word = _("Confirmed, customers not attached yet"), "info", "half"
    return word


def _note(partner: Partner, write: Writer) -> str:
    """Who did the last thing, and on which day."""
    by_us = _("you") if partner.asked_by_us else partner.asked_by
    if partner.state is MemberState.INVITED:
        note = _("asked {day} by {name}").format(day=_day(write, partner.asked_at), name=by_us)
        if partner.reminded_at:
            note = _("{note}, reminded {day}").format(
                note=note, day=_day(write, partner.reminded_at)
            )
        return note
    said = {
        MemberState.CONFIRMED: _("confirmed {day} by {name}"),
        MemberState.PAUSED: _("paused {day} by {name}"),
        MemberState.DECLINED: _("declined {day} by {name}"),
        MemberState.LEFT: _("left {day}, by {name}"),
    }[partner.state]
    answered = partner.state in (MemberState.CONFIRMED, MemberState.DECLINED)
    at = partner.answered_at if answered else partner.changed_at
    name = partner.answered_by if answered else partner.changed_by
    return said.format(day=_day(write, at), name=name) if at and name else ""


def _day(write: Writer, at: dt.datetime) -> str:
    return write.instant(at).rpartition(" ")[0]
