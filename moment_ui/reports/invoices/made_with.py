"""What an invoice was made with, in words."""

from collections.abc import Mapping

from moment_ui.domain.invoicing.option import REFERENCES, InvoicingOption
from moment_ui.domain.invoicing.options import BY_KEY
from moment_ui.domain.invoicing.writing import Written

ON_THE_INVOICE = frozenset(
    {"your_reference", "order_reference", "contract_reference", "invoice_text", "footer_text"}
    | {"currency", "invoice_type", "export_status"}
)
"""Options that the page shows in a place of their own."""


def made_with(kept: Mapping[str, str]) -> list[tuple[str, str]]:
    """The options an invoice was made with that say something the page does not show elsewhere."""
    written = Written()
    return [
        (BY_KEY[key].label, _kept_words(written, BY_KEY[key], text))
        for key, text in kept.items()
        if text not in {"", BY_KEY[key].default} and key not in ON_THE_INVOICE
    ]


def _kept_words(written: Written, option: InvoicingOption, text: str) -> str:
    """References are kept written out."""
    return text if option.kind in REFERENCES else written.text(option, text)
