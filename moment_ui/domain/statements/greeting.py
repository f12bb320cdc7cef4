"""What the dialog that sends a statement begins with: to whom, and words in the paper's language."""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.drafts.receiver import draft_receiver
from moment_ui.domain.invoicing.queries import effective
from moment_ui.domain.letters.people import people_at, reply_to, sender_of, shown_person
from moment_ui.domain.statements.drawing import VIEW, file_name, statement, title_of
from moment_ui.domain.statements.rules import Asked
from moment_ui.domain.statements.sending import SEND
from moment_ui.formats.invoice_words import words_for
from moment_ui.formats.paper_figures import Figures
from moment_ui.formats.statement import StatementDocument
from moment_ui.mail.letter import Person
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceState

_TEXTS = {
    "nb": "Hei,\n\nvedlagt er {title} per {day}.\n\n"
    "Ta gjerne kontakt om noe ikke stemmer med det dere har bokført.\n\nVennlig hilsen\n{company}",
    "sv": "Hej,\n\nbifogat finns {title} per {day}.\n\n"
    "Hör gärna av er om något inte stämmer med er bokföring.\n\nVänliga hälsningar\n{company}",
    "da": "Hej,\n\nvedhæftet er {title} pr. {day}.\n\n"
    "Kontakt os endelig, hvis noget ikke stemmer med jeres bogføring.\n\nVenlig hilsen\n{company}",
    "en": "Hello,\n\nplease find attached our {title} as of {day}.\n\n"
    "Let us know if anything differs from your books.\n\nKind regards\n{company}",
}


@dataclass(frozen=True, slots=True)
class Greeting:
    """The proposal. `chosen` is the address of the person ticked, `others` an address besides."""

    people: tuple[Person, ...]
    chosen: str
    others: str
    subject: str
    text: str
    file: str
    sender: str
    reply_to: str


@needs(SEND, *VIEW)
def greeting(work: Work, customer_id: int, asked: Asked) -> Greeting:
    """What the dialog begins with. Raises NotFound, Invalid."""
    return greeting_of(work, customer_id, statement(work, customer_id, asked))


def greeting_of(work: Work, customer_id: int, document: StatementDocument) -> Greeting:
    """What is said with a statement, and to whom. For queries that have declared their permission."""
    company = work.session.get_one(Company, work.company_id)
    people, address = people_at(work, customer_id), _address(work, customer_id)
    known = {person.email for person in people}
    answers = reply_to(company, company.name)
    day = Figures(words_for(document.language).locale, document.currency).day(document.as_of)
    title = title_of(document)
    return Greeting(
        people=tuple(people),
        chosen=address if address in known else "",
        others="" if address in known else address,
        subject=f"{title} {day}, {company.name}"[:200],
        text=_TEXTS[document.language].format(
            title=title[0].lower() + title[1:], day=day, company=company.name
        ),
        file=file_name(document),
        sender=shown_person(sender_of(company)),
        reply_to=shown_person(answers) if answers else "",
    )


def _address(work: Work, customer_id: int) -> str:
    """Where reminders go, else where the last invoice went, else the customer's own address."""
    set_so = effective(work, customer_id=customer_id)["reminder_email"].value
    if set_so:
        return str(set_so)
    query = select(col(Invoice.id)).where(
        Invoice.customer_id == customer_id, Invoice.state != InvoiceState.DRAFT
    )
    newest = work.session.exec(query.order_by(col(Invoice.id).desc()).limit(1)).first()
    if newest is not None:
        return draft_receiver(work, newest).address
    return work.session.exec(select(Customer.email).where(Customer.id == customer_id)).first() or ""
