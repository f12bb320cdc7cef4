"""The words an offer prints, in the languages of the Nordic market; any other reads English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OfferWords:
    """One language's words. `locale` is how it writes numbers and days."""

    locale: str
    offer: str
    offer_number: str
    customer_number: str
    issued: str
    valid_until: str
    starts: str
    your_reference: str
    contract: str
    our_contact: str
    attention: str
    description: str
    hours: str
    rate: str
    quantity: str
    price: str
    discount: str
    vat: str
    amount: str
    fixed_price: str
    included: str
    products: str
    net: str
    vat_of: str
    total: str
    page: str
    continued: str
    accepted: str
    place_and_day: str
    signature: str


NORWEGIAN = OfferWords(
    locale="nb_NO", offer="Tilbud", offer_number="Tilbudsnummer", customer_number="Kundenummer",
    issued="Dato", valid_until="Gyldig til", starts="Oppstart", your_reference="Deres referanse",
    contract="Kontrakt", our_contact="Vår kontakt", attention="v/", description="Beskrivelse",
    hours="Timer", rate="Timepris", quantity="Antall", price="Pris", discount="Rabatt", vat="Mva.",
    amount="Beløp", fixed_price="Fastpris", included="Inngår i fastprisen",
    products="Produkter og utlegg", net="Sum uten mva.", vat_of="Mva. {rate} % av {basis}",
    total="Sum inkl. mva.", page="Side {page} av {pages}", continued="forts.",
    accepted="Vi godtar tilbudet", place_and_day="Sted og dato", signature="Underskrift",
)  # fmt: skip
SWEDISH = OfferWords(
    locale="sv_SE", offer="Offert", offer_number="Offertnummer", customer_number="Kundnummer",
    issued="Datum", valid_until="Giltig till", starts="Start", your_reference="Er referens",
    contract="Avtal", our_contact="Vår kontakt", attention="Att.", description="Beskrivning",
    hours="Timmar", rate="Timpris", quantity="Antal", price="Pris", discount="Rabatt", vat="Moms",
    amount="Belopp", fixed_price="Fast pris", included="Ingår i det fasta priset",
    products="Produkter och utlägg", net="Summa exkl. moms", vat_of="Moms {rate} % av {basis}",
    total="Summa inkl. moms", page="Sida {page} av {pages}", continued="forts.",
    accepted="Vi godkänner offerten", place_and_day="Ort och datum", signature="Underskrift",
)  # fmt: skip
DANISH = OfferWords(
    locale="da_DK", offer="Tilbud", offer_number="Tilbudsnummer", customer_number="Kundenummer",
    issued="Dato", valid_until="Gyldigt til", starts="Opstart", your_reference="Deres reference",
    contract="Kontrakt", our_contact="Vores kontakt", attention="Att.", description="Beskrivelse",
    hours="Timer", rate="Timepris", quantity="Antal", price="Pris", discount="Rabat", vat="Moms",
    amount="Beløb", fixed_price="Fast pris", included="Indgår i den faste pris",
    products="Produkter og udlæg", net="Sum ekskl. moms", vat_of="Moms {rate} % af {basis}",
    total="I alt inkl. moms", page="Side {page} af {pages}", continued="forts.",
    accepted="Vi accepterer tilbuddet", place_and_day="Sted og dato", signature="Underskrift",
)  # fmt: skip
ENGLISH = OfferWords(
    locale="en_GB", offer="Offer", offer_number="Offer number", customer_number="Customer number",
    issued="Date", valid_until="Valid until", starts="Start", your_reference="Your reference",
    contract="Contract", our_contact="Our contact", attention="Att.", description="Description",
    hours="Hours", rate="Hourly rate", quantity="Quantity", price="Price", discount="Discount",
    vat="VAT", amount="Amount", fixed_price="Fixed price", included="Included in the fixed price",
    products="Products and expenses", net="Net", vat_of="VAT {rate}% of {basis}", total="Total incl. VAT",
    page="Page {page} of {pages}", continued="continued",
    accepted="We accept the offer", place_and_day="Place and date", signature="Signature",
)  # fmt: skip

WORDS = {"nb": NORWEGIAN, "nn": NORWEGIAN, "sv": SWEDISH, "da": DANISH, "en": ENGLISH}


def words_for(language: str) -> OfferWords:
    """The words of a language, by its two letters."""
    return WORDS.get(language, ENGLISH)
