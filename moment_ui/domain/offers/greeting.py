"""What the send dialog proposes: the customer's people, and a few words in the offer's language."""

from dataclasses import dataclass

from moment_ui.core.actor import Permission
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.letters.people import called, reply_to, sender_of, shown_person
from moment_ui.domain.offers.delivery import file_name
from moment_ui.domain.offers.document import document_of
from moment_ui.domain.offers.letters import LINK
from moment_ui.domain.offers.links import address_of, address_to_come, find_open_link
from moment_ui.domain.offers.people import customer_people
from moment_ui.domain.offers.rows import customer_of, find_offer
from moment_ui.formats.offer import OfferDocument
from moment_ui.formats.offer_words import words_for
from moment_ui.mail.letter import Person
from moment_ui.models.company import Company

_NORWEGIAN = """Hei{name},

her er tilbudet vårt nr. {number}, «{title}». Det er vedlagt som PDF.

Se det, og svar på det her:
{link}

Tilbudet gjelder til {day}. Spør gjerne om det er noe du lurer på.

Vennlig hilsen
{author}
{company}"""
_SWEDISH = """Hej{name},

här kommer vår offert {number}, ”{title}”. Den är bifogad som PDF.

Läs den och svara på den här:
{link}

Offerten gäller till {day}. Fråga gärna om det är något du undrar över.

Vänliga hälsningar
{author}
{company}"""
_DANISH = """Hej{name},

her er vores tilbud {number}, »{title}«. Det er vedhæftet som PDF.

Læs det, og svar på det her:
{link}

Tilbuddet gælder til {day}. Spørg endelig, hvis der er noget, du er i tvivl om.

Venlig hilsen
{author}
{company}"""
_ENGLISH = """Hello{name},

here is our offer {number}, “{title}”. It is attached as a PDF.

Read it and answer it here:
{link}

The offer is valid until {day}. Please ask if there is anything you wonder about.

Kind regards
{author}
{company}"""
NOBODY = Person("", "")
_TEXTS = {"nb": _NORWEGIAN, "nn": _NORWEGIAN, "sv": _SWEDISH, "da": _DANISH}


@dataclass(frozen=True, slots=True)
class Greeting:
    """The proposal. `chosen` is the address of the offer's contact, `others` addresses besides.

    `sender` and `reply_to` stand in the letter's head; `link` is what {link} becomes in its text.
    """

    people: tuple[Person, ...]
    chosen: str
    others: str
    subject: str
    text: str
    file: str
    sender: str
    reply_to: str
    link: str


@needs(Permission.SEND_OFFERS)
def greeting(work: Work, offer_id: int) -> Greeting:
    """What the dialog for an offer begins with. Raises NotFound."""
    offer = find_offer(work, offer_id)
    customer = customer_of(work, offer)
    people = [
        Person(person.name, person.email)
        for person in customer_people(work, customer.key)
        if person.email
    ]
    known = {person.email for person in people}
    if offer.contact_email and offer.contact_email not in known:
        people.insert(0, Person(offer.contact_name, offer.contact_email))
        known.add(offer.contact_email)
    document = document_of(work, offer)
    others = "" if offer.contact_email else customer.email
    company = work.session.get_one(Company, work.company_id)
    answers, link = reply_to(company, offer.author_name), find_open_link(work, offer)
    words = words_for(document.language)
    chosen = offer.contact_email or ("" if others else next(iter(people), NOBODY).email)
    return Greeting(
        tuple(people),
        chosen,
        "" if others in known else others,
        f"{words.offer} {document.number}: {document.name}",
        _text(document, called(people, chosen or others)),
        file_name(document),
        shown_person(sender_of(company)),
        shown_person(answers) if answers else "",
        address_of(link) if link else address_to_come(),
    )


def _text(document: OfferDocument, name: str) -> str:
    """The words to whom `name` calls, "" the customer."""
    words = words_for(document.language)
    return _TEXTS.get(document.language, _ENGLISH).format(
        name=f" {name or document.receiver.name}",
        number=document.number,
        title=document.name,
        link=LINK,
        day=writer(words.locale, "Europe/Oslo").day(document.valid_until),
        author=document.author,
        company=document.sender.name,
    )
