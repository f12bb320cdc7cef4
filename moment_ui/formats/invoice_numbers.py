"""What seller and receiver are registered as, with the words that their countries have for it."""

from moment_ui.core.identifiers import shown_org_number
from moment_ui.formats.invoice import InvoiceDocument, Party
from moment_ui.formats.invoice_words import REGISTERS, InvoiceWords

OWED_BY_BUYER = frozenset({"AE", "K"})
"""Categories whose VAT the buyer accounts for: its VAT number must stand on the paper."""


def their_numbers(document: InvoiceDocument, words: InvoiceWords) -> list[tuple[str, str]]:
    """The receiver's number in its register; its VAT number abroad, beside it where it owes the VAT."""
    buyer, seller = document.buyer, document.seller
    abroad = buyer.address.country != seller.address.country
    owes = any(group.category in OWED_BY_BUYER for group in document.vat_groups)
    registered = (number_word(buyer, words), shown_number(buyer))
    vat = (words.vat_number, buyer.vat_number)
    if abroad or not registered[1]:
        shown = [vat if vat[1] else registered]
    else:
        shown = [registered, vat] if owes else [registered]
    return [(_theirs(word, words), number) for word, number in shown]


def number_word(party: Party, words: InvoiceWords) -> str:
    """What a party's number in its register is called."""
    return REGISTERS.get(party.address.country, words.org_number)


def shown_number(party: Party) -> str:
    """A party's number in its register, as people of its country write it."""
    return shown_org_number(party.org_number, party.address.country)


def _theirs(word: str, words: InvoiceWords) -> str:
    """The word said of the receiver: Deres org.nr., Your VAT no."""
    within = word if word[1:2].isupper() else word[:1].lower() + word[1:]
    said = words.theirs.format(within)
    return said[:1].upper() + said[1:]
