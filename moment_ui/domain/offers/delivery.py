"""Taking a written-down message to the post: the offer drawn as PDF, the letter, what became of it."""

import io
import re

from moment_ui.core.folding import folded
from moment_ui.domain.letters.delivery import Outcome, posted
from moment_ui.domain.offers.sending import Outgoing
from moment_ui.formats import offer_pdf
from moment_ui.formats.offer import OfferDocument
from moment_ui.formats.offer_words import words_for
from moment_ui.mail.letter import Attachment, Letter
from moment_ui.mail.post import Post


def deliver(outgoing: Outgoing, by: Post | None = None) -> Outcome:
    """Send the message; never raises for what a mail server may do. Blocks: call it in the pool."""
    letter = Letter(
        outgoing.sender,
        outgoing.receivers,
        outgoing.subject,
        outgoing.text,
        outgoing.message_id,
        (Attachment(file_name(outgoing.document), "application/pdf", pdf_of(outgoing.document)),),
        outgoing.reply_to,
    )
    return posted(letter, by)


def pdf_of(document: OfferDocument) -> bytes:
    """The offer as PDF."""
    out = io.BytesIO()
    offer_pdf.write(document, out)
    return out.getvalue()


def file_name(document: OfferDocument) -> str:
    """What the file is called: tilbud-1003-2-radhus-tilbygg.pdf."""
    word = words_for(document.language).offer
    name = re.sub(r"[^a-z0-9]+", "-", folded(f"{word} {document.number} {document.name}"))
    return f"{name.strip('-')[:80]}.pdf"
