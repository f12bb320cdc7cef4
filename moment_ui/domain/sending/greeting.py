"""What the send dialog proposes: to whom by the layers of addresses, and words in the invoice's language."""

from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.drafts.receiver import draft_receiver
from moment_ui.domain.letters.orders import SendOrder
from moment_ui.domain.letters.people import called, people_at, reply_to, sender_of, shown_person
from moment_ui.domain.papers.printing import file_name, loose_files
from moment_ui.domain.papers.queries import document_of
from moment_ui.domain.people.rules import Layer
from moment_ui.domain.sending.rows import issued_invoice
from moment_ui.formats.invoice import InvoiceDocument
from moment_ui.formats.invoice_texts import InvoiceTexts
from moment_ui.mail.letter import Person
from moment_ui.models.company import Company
from moment_ui.models.invoice import Invoice

_NORWEGIAN = """Hei{name},

vedlagt er {title}{project}.

{pay}Ta gjerne kontakt om det er noe du lurer på.

Vennlig hilsen
{author}
{company}"""
_SWEDISH = """Hej{name},

bifogat finns {title}{project}.

{pay}Hör gärna av dig om det är något du undrar över.

Vänliga hälsningar
{author}
{company}"""
_DANISH = """Hej{name},

vedhæftet er {title}{project}.

{pay}Kontakt os endelig, hvis der er noget, du er i tvivl om.

Venlig hilsen
{author}
{company}"""
_ICELANDIC = """Sæl{name},

meðfylgjandi er {title}{project}.

{pay}Hafið samband ef spurningar vakna.

Kveðja
{author}
{company}"""
_ENGLISH = """Hello{name},

please find attached {title}{project}.

{pay}Do not hesitate to ask if there is anything you wonder about.

Kind regards
{author}
{company}"""
_TEXTS = {
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "sv": _SWEDISH,
    "da": _DANISH,
    "is": _ICELANDIC,
}
_BETWEEN = "  \u00b7  "


@dataclass(frozen=True, slots=True)
class Greeting:
    """The proposal. `chosen` is who gets it unless the reader says otherwise, and `layer` why.

    `hours`: whether there are hours to specify, and `with_hours` whether they go along. `files` are
    the names of what is attached.
    """

    people: tuple[Person, ...]
    chosen: str
    layer: Layer | None
    others: str
    subject: str
    text: str
    files: tuple[str, ...]
    sender: str
    reply_to: str
    hours: bool
    with_hours: bool


@needs(Permission.SEND_INVOICES)
def greeting(work: Work, invoice_id: int) -> Greeting:
    """What the dialog for an invoice begins with. Raises NotFound, NotIssued."""
    invoice = issued_invoice(work, invoice_id)
    document = document_of(work, invoice_id)
    counting = draft_receiver(work, invoice_id)
    people = people_at(work, invoice.customer_id)
    known = {person.email for person in people}
    company = work.session.get_one(Company, work.company_id)
    answers = reply_to(company, document.our_reference or company.name)
    return Greeting(
        people=tuple(people),
        chosen=counting.address if counting.address in known else "",
        layer=counting.layer,
        others="" if counting.address in known else counting.address,
        subject=_subject(document),
        text=_text(document, invoice.outstanding, called(people, counting.address)),
        files=(file_name(document), *(file.title for file in loose_files(document))),
        sender=shown_person(sender_of(company)),
        reply_to=shown_person(answers) if answers else "",
        hours=bool(document.hours),
        with_hours=document.attach_hours,
    )


@needs(Permission.SEND_INVOICES)
def order_for(work: Work, invoice_id: int, act: str) -> SendOrder:
    """The sending that the dialog would propose, untouched; without receivers when nobody has an address.

    Raises NotFound.
    """
    document = document_of(work, invoice_id)
    address = draft_receiver(work, invoice_id).address
    to = (Person("", address),) if address else ()
    invoice = work.session.get_one(Invoice, invoice_id)
    name = called(people_at(work, invoice.customer_id), address)
    return SendOrder(act, to, _subject(document), _text(document, invoice.outstanding, name))


def _subject(document: InvoiceDocument) -> str:
    parts = (InvoiceTexts(document).title(), document.project_name, document.seller.name)
    return _BETWEEN.join(filter(None, parts))[:200]


def _text(document: InvoiceDocument, outstanding: Decimal, name: str) -> str:
    """The words to whom `name` calls, "" the customer; asks for what is outstanding, if anything is."""
    texts = InvoiceTexts(document)
    words = texts.words
    pay = ""
    if not texts.credits and document.due and outstanding > 0:
        amount = f"{document.currency} {texts.money(outstanding)}"
        pay = f"{words.to_pay}: {amount}\n{words.due}: {texts.day(document.due)}\n\n"
    title = texts.title()
    return (
        _TEXTS.get(document.language, _ENGLISH)
        .format(
            name=f" {name or document.buyer.name}",
            title=title[0].lower() + title[1:],
            project=f" ({document.project_name})" if document.project_name else "",
            pay=pay,
            author=document.our_reference or document.seller.name,
            company=document.seller.name if document.our_reference else "",
        )
        .rstrip()
    )
