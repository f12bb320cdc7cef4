"""The words of a statement of account, in the languages of papers; any other reads English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StatementWords:
    """One language's words. `kinds` are those of the ledger's entries, `ages` of its buckets, credits last."""

    statement: str
    as_of: str
    period: str
    until: str
    number: str
    issued: str
    due: str
    late: str
    gross: str
    open: str
    interest: str
    fee: str
    to_pay: str
    in_favour: str
    credit: str
    nothing: str
    nothing_moved: str
    payment_id: str
    entry: str
    date: str
    invoiced: str
    paid: str
    balance: str
    opening: str
    closing: str
    document: str
    credit_note: str
    payment: str
    prepaid: str
    write_off: str
    set_off: str
    reversed: str
    reversed_write_off: str
    repaid: str
    of_invoice: str
    of_credit_note: str
    ages: tuple[str, ...]

    def kind(self, kind: str) -> str:
        """What an entry of the ledger is called."""
        named = {
            "invoice": self.document,
            "credit-note": self.credit_note,
            "prepaid": self.prepaid,
            "write-off": self.write_off,
            "credit": self.set_off,
            "reversed": self.reversed,
            "reversed-write-off": self.reversed_write_off,
            "repaid": self.repaid,
        }
        return named.get(kind, self.payment)

    def about(self, kind: str, number: int | str) -> str:
        """Which document a payment is about: "invoice 5003", "credit note 5010"."""
        text = self.of_credit_note if kind == "credit-note" else self.of_invoice
        return text.format(number=number)


_WORDS = {
    "nb": StatementWords(
        statement="Kontoutskrift", as_of="Per dato", period="Periode", until="Til og med",
        number="Faktura", issued="Dato", due="Forfall", late="Dager", gross="Beløp", open="Åpent",
        interest="Renter", fee="Gebyr", to_pay="Å betale", in_favour="Til gode",
        credit="Dere har {amount} til gode hos oss.",
        nothing="Ingenting er utestående.", nothing_moved="Ingen bevegelser i perioden.",
        payment_id="KID", entry="Bilag", date="Dato", invoiced="Fakturert", paid="Betalt",
        balance="Saldo", opening="Inngående saldo", closing="Utgående saldo", document="Faktura",
        credit_note="Kreditnota", payment="Betaling", prepaid="Forhåndsbetalt", write_off="Avskrevet",
        set_off="Motregnet", reversed="Tilbakeført betaling", reversed_write_off="Tilbakeført avskrivning",
        repaid="Tilbakebetalt", of_invoice="faktura {number}", of_credit_note="kreditnota {number}",
        ages=("Ikke forfalt", "1–30 dager", "31–60 dager", "61–90 dager", "Over 90 dager", "Til gode"),
    ),
    "sv": StatementWords(
        statement="Kontoutdrag", as_of="Per datum", period="Period", until="Till och med",
        number="Faktura", issued="Datum", due="Förfaller", late="Dagar", gross="Belopp", open="Obetalt",
        interest="Ränta", fee="Avgift", to_pay="Att betala", in_favour="Till godo",
        credit="Ni har {amount} till godo hos oss.",
        nothing="Ingenting är obetalt.", nothing_moved="Inga händelser under perioden.",
        payment_id="OCR", entry="Händelse", date="Datum", invoiced="Fakturerat", paid="Betalt",
        balance="Saldo", opening="Ingående saldo", closing="Utgående saldo", document="Faktura",
        credit_note="Kreditfaktura", payment="Betalning", prepaid="Förbetalt", write_off="Avskrivet",
        set_off="Kvittat", reversed="Återförd betalning", reversed_write_off="Återförd avskrivning",
        repaid="Återbetalt", of_invoice="faktura {number}", of_credit_note="kreditfaktura {number}",
        ages=("Ej förfallet", "1–30 dagar", "31–60 dagar", "61–90 dagar", "Över 90 dagar", "Till godo"),
    ),
    "da": StatementWords(
        statement="Kontoudtog", as_of="Pr. dato", period="Periode", until="Til og med",
        number="Faktura", issued="Dato", due="Forfalder", late="Dage", gross="Beløb", open="Åbent",
        interest="Renter", fee="Gebyr", to_pay="Til betaling", in_favour="Til gode",
        credit="I har {amount} til gode hos os.",
        nothing="Intet er udestående.", nothing_moved="Ingen bevægelser i perioden.",
        payment_id="Betalings-id", entry="Bilag", date="Dato", invoiced="Faktureret", paid="Betalt",
        balance="Saldo", opening="Primosaldo", closing="Ultimosaldo", document="Faktura",
        credit_note="Kreditnota", payment="Betaling", prepaid="Forudbetalt", write_off="Afskrevet",
        set_off="Modregnet", reversed="Tilbageført betaling", reversed_write_off="Tilbageført afskrivning",
        repaid="Tilbagebetalt", of_invoice="faktura {number}", of_credit_note="kreditnota {number}",
        ages=("Ikke forfaldet", "1–30 dage", "31–60 dage", "61–90 dage", "Over 90 dage", "Til gode"),
    ),
    "en": StatementWords(
        statement="Statement of account", as_of="As of", period="Period", until="Up to",
        number="Invoice", issued="Date", due="Due", late="Days late", gross="Amount", open="Open",
        interest="Interest", fee="Fee", to_pay="To pay", in_favour="To your credit",
        credit="You have {amount} to your credit with us.",
        nothing="Nothing is outstanding.", nothing_moved="Nothing moved in the period.",
        payment_id="Payment ID", entry="Entry", date="Date", invoiced="Invoiced", paid="Paid",
        balance="Balance", opening="Opening balance", closing="Closing balance", document="Invoice",
        credit_note="Credit note", payment="Payment", prepaid="Paid in advance", write_off="Written off",
        set_off="Set off", reversed="Payment reversed", reversed_write_off="Write-off reversed",
        repaid="Repaid", of_invoice="invoice {number}", of_credit_note="credit note {number}",
        ages=("Not due", "1–30 days", "31–60 days", "61–90 days", "Over 90 days", "Credits"),
    ),
}  # fmt: skip
_SAME = {"nn": "nb"}
LANGUAGES = tuple(_WORDS)


def written_in(language: str) -> str:
    """The language that a paper for readers of another is written in."""
    known = _SAME.get(language, language)
    return known if known in _WORDS else "en"


def statement_words(language: str) -> StatementWords:
    """The words for a language."""
    return _WORDS[written_in(language)]
