"""The mail that tells of an invitation: what it says, taking it to the post, and what became of it.

An invitation holds without it: the mail is sent after the commit, and can be sent again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work, writing
from moment_ui.domain.access.needs import needs
from moment_ui.domain.letters.delivery import Outcome, posted
from moment_ui.domain.letters.people import host, reply_to, sender_of
from moment_ui.domain.sharing.links import DAYS, new_link
from moment_ui.domain.sharing.readiness import company_name
from moment_ui.mail.letter import Letter, Person
from moment_ui.mail.post import Post
from moment_ui.models.company import Company
from moment_ui.models.project import CoWorker, InviteMail
from moment_ui.models.sending import SendResult

_BECAME = {
    SendResult.SENT: InviteMail.SENT,
    SendResult.OUTBOX: InviteMail.OUTBOX,
}


@dataclass(frozen=True, slots=True)
class Mailed:
    """How many mails left, lie in the outbox, or could not be sent; `why` of the last of these."""

    sent: int = 0
    outbox: int = 0
    failed: int = 0
    why: str = ""


@needs(Permission.INVITE_CO_WORKERS)
def invitations(work: Work, co_worker_ids: Sequence[int]) -> list[tuple[int, Letter]]:
    """The mails of those that wait to be sent, by co-worker; each has a link of its own, and no older one works."""
    company = work.session.get_one(Company, work.company_id)
    query = (
        select(CoWorker)
        .where(
            col(CoWorker.id).in_(list(co_worker_ids)),
            col(CoWorker.invite_mail) == InviteMail.PENDING,
        )
        .order_by(col(CoWorker.id))
    )
    return [(row.key, _letter(work, company, row)) for row in work.session.exec(query)]


@needs(Permission.INVITE_CO_WORKERS)
def end_mail(work: Work, co_worker_id: int, outcome: Outcome) -> None:
    """Write down what became of a mail."""
    query = select(CoWorker).where(CoWorker.id == co_worker_id).with_for_update(key_share=True)
    row = work.session.exec(query).first()
    if row is not None:
        row.invite_mail = _BECAME.get(outcome.result, InviteMail.FAILED)
        work.emit("co-workers")


def send_invitations(actor: Actor, co_worker_ids: Sequence[int], by: Post | None = None) -> Mailed:
    """Send the mails that wait, one by one, and write down each. Blocks: call it in the pool for mail."""
    with writing(actor) as work:
        letters = invitations(work, co_worker_ids)
    counts = dict.fromkeys(InviteMail, 0)
    why = ""
    for co_worker_id, letter in letters:
        outcome = posted(letter, by)
        with writing(actor) as work:
            end_mail(work, co_worker_id, outcome)
        became = _BECAME.get(outcome.result, InviteMail.FAILED)
        counts[became] += 1
        why = outcome.detail if became is InviteMail.FAILED else why
    return Mailed(
        counts[InviteMail.SENT], counts[InviteMail.OUTBOX], counts[InviteMail.FAILED], why
    )


def _letter(work: Work, company: Company, row: CoWorker) -> Letter:
    about = {
        "company": company.name,
        "by": work.actor.name,
        "link": new_link(row),
        "days": DAYS,
        "home": company_name(work, row.home_company_id) if row.home_company_id else "",
    }
    return Letter(
        sender_of(company),
        (Person(row.name, row.email),),
        _("{by} invites you to work with {company}").format(**about),
        _text(row).format(**about),
        f"invitation-{work.company_id}-{row.key}-{row.invited_at:%Y%m%d%H%M%S}@{host()}",
        reply_to=reply_to(company, work.actor.name),
    )


def _text(row: CoWorker) -> str:
    if row.home_company_id is not None:
        return _(
            "{by} at {company} has made you a co-worker in their projects.\n\n"
            "Write your hours in {home}, as always: each project appears in your timesheet there, and "
            "{company} sees the hours at once.\n\n"
            "Say yes here, and your timesheet opens:\n{link}\n\n"
            "The link works once, for {days} days; you log in as you do today."
        )
    if row.user_id is not None:
        return _(
            "{by} at {company} has made you a co-worker in their projects.\n\n"
            "Say yes here, and your timesheet at {company} opens:\n{link}\n\n"
            "The link works once, for {days} days; you log in as you do today."
        )
    return _(
        "{by} at {company} has made you a co-worker in their projects.\n\n"
        "You have no account yet. Choose a password here, and your timesheet opens:\n{link}\n\n"
        "The link works once, for {days} days."
    )
