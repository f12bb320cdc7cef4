"""What the public page of an offer says, in the languages offers are printed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWords:
    """One language's words."""

    download: str
    answer: str
    accept: str
    accept_note: str
    your_name: str
    name_missing: str
    decline: str
    reason: str
    decline_button: str
    accepted: str
    accepted_by: str
    declined: str
    declined_by: str
    expired: str
    expired_note: str
    replaced: str
    replaced_note: str
    withdrawn: str
    withdrawn_note: str
    valid: str


NORWEGIAN = PageWords(
    download="Last ned PDF", answer="Svar på tilbudet", accept="Godta tilbudet",
    accept_note="Skriv navnet ditt. Navnet, tidspunktet og IP-adressen blir lagret.",
    your_name="Navnet ditt", name_missing="Skriv navnet ditt.", decline="Takk nei",
    reason="Grunn (valgfritt)", decline_button="Avslå tilbudet",
    accepted="Tilbudet er godtatt", accepted_by="Godtatt av {name}. Avsenderen har fått beskjed.",
    declined="Tilbudet er avslått", declined_by="Avslått av {name}. Avsenderen har fått beskjed.",
    expired="Tilbudet er gått ut", expired_note="Det gjaldt til {day}. Spør {sender} om et nytt.",
    replaced="Tilbudet er erstattet", replaced_note="{sender} har laget et nytt. Bruk lenken i det.",
    withdrawn="Lenken gjelder ikke lenger", withdrawn_note="Spør {sender} om en ny.",
    valid="Gyldig til {day}",
)  # fmt: skip
SWEDISH = PageWords(
    download="Ladda ner PDF", answer="Svara på offerten", accept="Godkänn offerten",
    accept_note="Skriv ditt namn. Namnet, tidpunkten och IP-adressen sparas.",
    your_name="Ditt namn", name_missing="Skriv ditt namn.", decline="Tacka nej",
    reason="Anledning (valfritt)", decline_button="Avböj offerten",
    accepted="Offerten är godkänd", accepted_by="Godkänd av {name}. Avsändaren har fått besked.",
    declined="Offerten är avböjd", declined_by="Avböjd av {name}. Avsändaren har fått besked.",
    expired="Offerten har gått ut", expired_note="Den gällde till {day}. Be {sender} om en ny.",
    replaced="Offerten är ersatt", replaced_note="{sender} har gjort en ny. Använd länken i den.",
    withdrawn="Länken gäller inte längre", withdrawn_note="Be {sender} om en ny.",
    valid="Giltig till {day}",
)  # fmt: skip
DANISH = PageWords(
    download="Hent PDF", answer="Svar på tilbuddet", accept="Accepter tilbuddet",
    accept_note="Skriv dit navn. Navnet, tidspunktet og IP-adressen bliver gemt.",
    your_name="Dit navn", name_missing="Skriv dit navn.", decline="Nej tak",
    reason="Årsag (valgfrit)", decline_button="Afvis tilbuddet",
    accepted="Tilbuddet er accepteret", accepted_by="Accepteret af {name}. Afsenderen har fået besked.",
    declined="Tilbuddet er afvist", declined_by="Afvist af {name}. Afsenderen har fået besked.",
    expired="Tilbuddet er udløbet", expired_note="Det gjaldt til {day}. Spørg {sender} om et nyt.",
    replaced="Tilbuddet er erstattet", replaced_note="{sender} har lavet et nyt. Brug linket i det.",
    withdrawn="Linket gælder ikke længere", withdrawn_note="Spørg {sender} om et nyt.",
    valid="Gyldigt til {day}",
)  # fmt: skip
ENGLISH = PageWords(
    download="Download PDF", answer="Answer the offer", accept="Accept the offer",
    accept_note="Type your name. The name, the time and your IP address are kept.",
    your_name="Your name", name_missing="Type your name.", decline="No, thank you",
    reason="Reason (optional)", decline_button="Decline the offer",
    accepted="The offer is accepted", accepted_by="Accepted by {name}. The sender has been told.",
    declined="The offer is declined", declined_by="Declined by {name}. The sender has been told.",
    expired="The offer has expired", expired_note="It was valid until {day}. Ask {sender} for a new one.",
    replaced="The offer has been replaced", replaced_note="{sender} has made a new one. Use the link in that.",
    withdrawn="The link is no longer valid", withdrawn_note="Ask {sender} for a new one.",
    valid="Valid until {day}",
)  # fmt: skip
_WORDS = {"nb": NORWEGIAN, "nn": NORWEGIAN, "sv": SWEDISH, "da": DANISH}


def page_words(language: str) -> PageWords:
    """The words of a language, by its two letters; English for any other."""
    return _WORDS.get(language, ENGLISH)
