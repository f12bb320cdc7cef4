"""What a draft takes from the options that hold, and who gets drafts. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.domain.drafts.errors import NoInvoices
from moment_ui.domain.invoicing.options import ACCOUNT_OF_KIND
from moment_ui.models.customer import CustomerStatus, InvoiceType
from moment_ui.models.invoice import ExportStatus, LineKind


@dataclass(frozen=True, slots=True)
class DraftOptions:
    """The effective values that a draft is made with, by option, as texts that stay readable.

    What an option refers to is written out: a contact's name, an account's number, a tag's code.
    """

    values: Mapping[str, str]

    @property
    def currency(self) -> str:
        """What the draft is written in."""
        return self.values["currency"]

    @property
    def invoice_type(self) -> InvoiceType:
        """How the invoice will leave us."""
        return InvoiceType(self.values["invoice_type"])

    @property
    def export_status(self) -> ExportStatus:
        """Whether it will wait to go to accounting."""
        return ExportStatus(self.values["export_status"])

    @property
    def discount_percent(self) -> Decimal:
        """Percent off each line."""
        return Decimal(self.values["discount_percent"] or 0)

    @property
    def vat_handling(self) -> str:
        """What decides the VAT code that each line starts with."""
        return self.values.get("vat_handling", "ordinary")

    @property
    def fee(self) -> Decimal:
        """The extra line on each invoice, before VAT; nought for none."""
        return Decimal(self.values.get("invoice_fee") or 0)

    def due_date(self, issued: dt.date) -> dt.date:
        """When an invoice of that day is due."""
        return issued + dt.timedelta(days=int(self.values["credit_days"]))

    def account(self, kind: LineKind) -> str:
        """The number of the account that a line of the kind is booked on; "" when none is chosen."""
        return self.values.get(ACCOUNT_OF_KIND.get(kind, ""), "")

    def columns(self, issued: dt.date) -> dict[str, object]:
        """What an invoice's own columns get from the options."""
        return {
            "currency": self.currency,
            "invoice_type": self.invoice_type,
            "export_status": self.export_status,
            "due_date": self.due_date(issued),
            "your_reference": self.values["your_reference"],
            "order_reference": self.values["order_reference"],
            "contract_reference": self.values["contract_reference"],
            "text": self.values["invoice_text"],
            "footer_text": self.values["footer_text"],
        }


FEE_TEXTS = {
    "nb": "Fakturagebyr",
    "nn": "Fakturagebyr",
    "sv": "Faktureringsavgift",
    "da": "Faktureringsgebyr",
    "is": "Seðilgjald",
    "en": "Invoice fee",
}
ROUNDING_TEXTS = {
    "nb": "Avrunding",
    "nn": "Avrunding",
    "sv": "Öresavrundning",
    "da": "Afrunding",
    "is": "Sléttun",
    "en": "Rounding",
}
"""What the lines that the program writes itself are called, by the language of the invoice."""


def in_language(texts: Mapping[str, str], language: str) -> str:
    """The text in the invoice's language; in English where that is another."""
    return texts.get(language, texts["en"])


def check_customer(name: str, status: CustomerStatus, *, is_customer: bool) -> None:
    """Whether the customer may get an invoice at all. Raises NoInvoices.

    A potential customer may, once it is made active.
    """
    if not is_customer:
        raise NoInvoices.participant(name)
    if status == CustomerStatus.BLOCKED:
        raise NoInvoices.blocked(name)
    if status == CustomerStatus.INACTIVE:
        raise NoInvoices.inactive(name)
