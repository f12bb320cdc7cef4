"""Customers that may be the same company: same organisation number, name or e-mail."""

from collections.abc import Iterator

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.folding import email_key, name_key
from moment_ui.core.words import _
from moment_ui.db.elements import Condition
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.errors import Lookalike, PossibleDuplicate
from moment_ui.models.customer import Customer

SHOWN = 5


def check_lookalikes(
    work: Work, draft: CustomerDraft, confirmed: frozenset[str], *, except_id: int | None = None
) -> None:
    """Raise PossibleDuplicate when a customer like the (checked) draft exists, unless confirmed."""
    found = lookalikes(work, draft, except_id=except_id)
    if found:
        warning = PossibleDuplicate(found)
        if warning.key not in confirmed:
            raise warning


@needs(Permission.VIEW_CUSTOMERS)
def lookalikes(
    work: Work, draft: CustomerDraft, *, except_id: int | None = None
) -> tuple[Lookalike, ...]:
    """At most five customers with the draft's organisation number, folded name or e-mail.

    One look at an index for each of the three: what it costs does not grow with the customers.
    """
    found: dict[int, Lookalike] = {}
    for same, reason in _samenesses(draft):
        query = (
            select(col(Customer.id), col(Customer.number), col(Customer.name), col(Customer.status))
            .where(same, col(Customer.merged_into_id).is_(None))
            .order_by(col(Customer.number))
            .limit(SHOWN + 1)
        )
        for key, number, name, status in work.session.exec(query):
            if key is not None and key != except_id:
                found.setdefault(key, Lookalike(key, number, name, status, reason))
    return tuple(found.values())[:SHOWN]


def _samenesses(draft: CustomerDraft) -> Iterator[tuple[Condition, str]]:
    """What may be the same, the surest first, and how it is said."""
    if draft.org_number:
        yield col(Customer.org_number) == draft.org_number, _("the same company reg. no.")
    if name := name_key(draft.name):
        yield col(Customer.name_key) == name, _("the same name")
    if email := email_key(draft.email):
        yield col(Customer.email_key) == email, _("the same e-mail")
