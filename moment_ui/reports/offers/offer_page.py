"""An offer's page in the reader's language."""

from decimal import Decimal

from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.offers.queries import Message, OfferDetails, offer_details
from moment_ui.domain.offers.rules import ShownState
from moment_ui.models.offer import DecidedThrough, OfferState
from moment_ui.reports.customers.customer_view import TagLine
from moment_ui.reports.marks import OFFER_STATE, sent_mark, status_class, tag_look
from moment_ui.reports.offers.offer_figures import OfferFigures
from moment_ui.reports.offers.offer_rights import rights_of
from moment_ui.reports.offers.offer_view import OfferFact, OfferView, SentLine

HEAD_TEXTS = (
    "name",
    "customer_reference",
    "contract_reference",
    "currency",
    "language",
    "intro",
    "closing",
)
HEAD_DAYS = ("issue_date", "start_on", "valid_until")
KEPT_CONTACT = "kept"
TOLD = {
    ShownState.EXPIRED: _(
        "The offer was valid until {day}. Its link says so. Extend it, or make a revision."
    ),
    ShownState.SUPERSEDED: _("A newer revision has replaced this offer. Its link says so."),
}
UNKNOWN = _(
    "The program stopped while the last message was being sent, so it may or may not have arrived. "
    "Ask the customer, or send it again."
)


def offer_page(work: Work, offer_id: int) -> OfferView:
    """Everything the page shows of an offer, for the actor. Raises NotFound."""
    return _Page(offer_details(work, offer_id), work).view()


class _Page:
    """Writes one offer in the reader's language."""

    def __init__(self, details: OfferDetails, work: Work) -> None:
        self._details = details
        self._offer = details.offer
        self._work = work
        self._write = writer(work.actor.locale, work.actor.timezone)

    def view(self) -> OfferView:
        """The page."""
        details, offer = self._details, self._offer
        mark = OFFER_STATE[details.shown]
        said, tone = self._said()
        figures = OfferFigures(details.content, offer.currency, self._write)
        return OfferView(
            id=offer.key,
            version=offer.version,
            number=details.number,
            title=f"{details.number} {offer.name}",
            state=mark.word,
            state_key=details.shown.value,
            state_css=status_class(mark),
            customer_id=details.customer.key,
            customer=details.customer.name,
            currency=offer.currency,
            language=offer.language,
            said=said,
            said_tone=tone,
            head=self._head(),
            contact=self._contact(),
            contacts=self._contacts(),
            vat_rates=[self._write.exact(Decimal(rate)) for rate in details.vat_rates],
            tags=[TagLine(tag.id, tag.name, tag_look(tag.colour)) for tag in details.tags],
            link=details.address,
            activities=figures.activities(),
            products=figures.lines(details.content.of(None)),
            sums=figures.sums(),
            facts=self._facts(),
            related=self._related(),
            log=[self._sent(at, message) for at, message in enumerate(details.messages)],
            may=rights_of(self._details, self._work.actor),
        )

    def _head(self) -> dict[str, str]:
        texts = {key: str(getattr(self._offer, key)) for key in HEAD_TEXTS}
        days = {key: getattr(self._offer, key) for key in HEAD_DAYS}
        return texts | {key: f"{day:%d.%m.%Y}" if day else "" for key, day in days.items()}

    def _contact(self) -> str:
        offer = self._offer
        if not offer.contact_name:
            return ""
        same = (
            str(person.id)
            for person in self._details.people
            if (person.name, person.email) == (offer.contact_name, offer.contact_email)
        )
        return next(same, KEPT_CONTACT)

    def _contacts(self) -> list[tuple[str, str]]:
        people = [
            (str(person.id), ", ".join(filter(None, (person.name, person.title))))
            for person in self._details.people
        ]
        kept = [(KEPT_CONTACT, self._offer.contact_name)] if self._contact() == KEPT_CONTACT else []
        return [("", _("Nobody in particular")), *kept, *people]

    def _facts(self) -> list[OfferFact]:
        offer, write = self._offer, self._write
        customer = self._details.customer
        found = [
            OfferFact(_("Customer"), customer.name, f"/customers/{customer.key}"),
            OfferFact(_("Contact"), offer.contact_name),
            OfferFact(_("Issued"), write.day(offer.issue_date)),
            OfferFact(_("Start-up"), write.day(offer.start_on) if offer.start_on else ""),
            OfferFact(_("Valid until"), write.day(offer.valid_until)),
            OfferFact(_("Author"), offer.author_name),
            OfferFact(_("Sent"), write.instant(offer.sent_at) if offer.sent_at else ""),
            OfferFact(_("Opened"), self._opened()),
            OfferFact(_("Customer reference"), offer.customer_reference),
            OfferFact(_("Contract reference"), offer.contract_reference),
        ]
        return [fact for fact in found if fact.value]

    def _opened(self) -> str:
        at = self._details.opened_at
        return self._write.instant(at) if at else ""

    def _related(self) -> list[OfferFact]:
        project, details = self._details.project, self._details
        found = [
            OfferFact(
                _("Revision {number}").format(number=other.number),
                OFFER_STATE[other.shown].word,
                f"/offers/{other.id}",
            )
            for other in details.revisions
        ]
        if project is not None:
            title = f"{project.number} {project.name}"
            found.append(OfferFact(_("Project"), title, f"/projects/{project.key}"))
        return found

    def _said(self) -> tuple[str, str]:
        """What the customer said, or what the reader should know first; and its tone."""
        offer, shown = self._offer, self._details.shown
        if shown in {ShownState.ACCEPTED, ShownState.DECLINED}:
            return self._decision(), "good" if shown is ShownState.ACCEPTED else "bad"
        last = self._details.messages[:1]
        if offer.state is OfferState.READY and any(message.unknown for message in last):
            return UNKNOWN, "warn"
        told = TOLD.get(shown, "").format(day=self._write.day(offer.valid_until))
        return told, "warn" if told else ""

    def _decision(self) -> str:
        offer = self._offer
        when = self._write.instant(offer.decided_at) if offer.decided_at else ""
        accepted = offer.state is OfferState.ACCEPTED
        by_link = offer.decided_through is DecidedThrough.LINK
        if by_link:
            text = (
                _("Accepted by {name}, {when}.") if accepted else _("Declined by {name}, {when}.")
            )
        elif accepted:
            text = _("Accepted by {name}; registered {when}.")
        else:
            text = _("Declined by {name}; registered {when}.")
        said = text.format(name=offer.decided_by or _("the customer"), when=when)
        return f"{said} {_quoted(offer.decision_note)}".strip()

    def _sent(self, at: int, message: Message) -> SentLine:
        mark = sent_mark(message.result, unknown=message.unknown)
        refused = ", ".join(message.refused)
        parts = (
            message.detail,
            _("Refused: {receivers}").format(receivers=refused) if refused else "",
        )
        return SentLine(
            key=str(at),
            result=mark.word,
            css=status_class(mark),
            receivers=", ".join(message.receivers),
            by=f"{message.by}, {self._write.instant(message.at)}",
            detail=" ".join(filter(None, parts)),
        )


def _quoted(note: str) -> str:
    return f"\N{LEFT DOUBLE QUOTATION MARK}{note}\N{RIGHT DOUBLE QUOTATION MARK}" if note else ""
