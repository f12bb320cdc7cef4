"""Reading what an e-invoice is made of, and by which rules it is checked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.settings import settings
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.einvoices.rules import problems
from moment_ui.domain.einvoices.trouble import Trouble
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.papers.keeping import kept_among
from moment_ui.domain.papers.queries import document_of
from moment_ui.formats.einvoice_rules import RuleSet, rule_sets
from moment_ui.formats.invoice import InvoiceDocument
from moment_ui.models.invoice import Invoice


@dataclass(frozen=True, slots=True)
class Readied:
    """What an e-invoice is made of: the document, what stands in its way, the rules it is held to."""

    document: InvoiceDocument
    troubles: tuple[Trouble, ...]
    rules_name: str
    customer_id: int

    @property
    def stops(self) -> bool:
        """Whether something has to be mended before it can leave."""
        return any(trouble.stops for trouble in self.troubles)


@needs(Permission.VIEW_INVOICES)
def readied(work: Work, invoice_id: int) -> Readied:
    """An invoice, made ready to be written as an e-invoice. Raises NotFound."""
    document = document_of(work, invoice_id)
    customer = select(Invoice.customer_id).where(Invoice.id == invoice_id)
    rules_name = finance_settings(work).einvoice_rules
    return Readied(document, problems(document), rules_name, work.session.exec(customer).one())


@needs(Permission.VIEW_INVOICES)
def first_stops(work: Work, invoice_ids: Sequence[int]) -> dict[int, tuple[str, Trouble | None]]:
    """For issued invoices: the address each would go to, and the first thing that stops it, by invoice."""
    found = {key: _first_stop(document) for key, document in kept_among(work, invoice_ids)}
    rebuilt = (key for key in invoice_ids if key not in found)
    return found | {key: _first_stop(document_of(work, key)) for key in rebuilt}


def _first_stop(document: InvoiceDocument) -> tuple[str, Trouble | None]:
    stops = (trouble for trouble in problems(document) if trouble.stops)
    return document.buyer.endpoint, next(stops, None)


@needs(Permission.VIEW_INVOICES)
def rule_sets_at_hand(work: Work) -> tuple[list[RuleSet], str]:
    """The rule sets of this installation, the newest first, and the name that the company chose."""
    return rule_sets(settings().rules_dir), finance_settings(work).einvoice_rules


@needs(Permission.VIEW_INVOICES)
def is_issued(work: Work, invoice_id: int) -> bool:
    """Whether the invoice is there and has a number, and so an e-invoice to download."""
    query = select(Invoice.number).where(Invoice.id == invoice_id)
    return work.session.exec(query).first() is not None
