"""Statements to many customers at once: what is open as of a day, each in the customer's language.

Each goes as a statement of its own and stands in that customer's send log.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.letters.orders import SendOrder
from moment_ui.domain.statements.drawing import VIEW, statement
from moment_ui.domain.statements.errors import NoAddress, NothingOpen
from moment_ui.domain.statements.greeting import Greeting, greeting_of
from moment_ui.domain.statements.rules import Asked
from moment_ui.domain.statements.sending import SEND, Outgoing, begin_statement
from moment_ui.formats.statement import StatementDocument
from moment_ui.mail.letter import Person
from moment_ui.models.customer import Customer

MOST = 200
"""How many are looked at and sent in one go."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """A statement as it would go to a customer."""

    customer_id: int
    receiver: Person
    greeting: Greeting
    document: StatementDocument


@dataclass(frozen=True, slots=True)
class Proposals:
    """What would go, why some would not, and how many customers are left for another time."""

    found: tuple[Proposed, ...]
    problems: tuple[str, ...]
    left: int


@needs(SEND, *VIEW)
def proposals(work: Work, customer_ids: Iterable[int], until: dt.date) -> Proposals:
    """The statements of these customers as of a day, by name. Raises Invalid for such a day."""
    query = select(col(Customer.id)).where(col(Customer.id).in_(sorted(set(customer_ids))))
    ids = [key or 0 for key in work.session.exec(query.order_by(col(Customer.sort_name)))]
    found: list[Proposed] = []
    problems: list[str] = []
    for customer_id in ids[:MOST]:
        try:
            found.append(proposed(work, customer_id, until))
        except (NoAddress, NothingOpen) as refused:
            problems.append(refused.message)
    return Proposals(tuple(found), tuple(problems), max(0, len(ids) - MOST))


@needs(SEND, *VIEW)
def proposed(work: Work, customer_id: int, until: dt.date) -> Proposed:
    """The statement of one of them. Raises NotFound, Invalid, NoAddress, NothingOpen."""
    document = statement(work, customer_id, Asked(until))
    if not document.lines:
        raise NothingOpen(document.buyer.name)
    words = greeting_of(work, customer_id, document)
    address = words.chosen or words.others
    if not address:
        raise NoAddress(document.buyer.name)
    known = {person.email: person for person in words.people}
    receiver = known.get(address, Person(document.buyer.name, address))
    return Proposed(customer_id, receiver, words, document)


@needs(SEND, *VIEW)
def begin_proposed(
    work: Work, customer_id: int, until: dt.date, act: str
) -> tuple[str, Outgoing | None]:
    """Write down that it is to be sent, as it stands now; the customer's name, and None for an act begun before.

    Raises as `proposed`.
    """
    now = proposed(work, customer_id, until)
    order = SendOrder(act, (now.receiver,), now.greeting.subject, now.greeting.text)
    return now.document.buyer.name, begin_statement(work, customer_id, Asked(until), order)
