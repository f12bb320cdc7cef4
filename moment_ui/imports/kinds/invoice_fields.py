"""The fields of invoice files: one row per line, or one row per invoice."""

from decimal import Decimal

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.invoices.rules import HUNDRED
from moment_ui.imports.decimals import decimal
from moment_ui.imports.fields import Field
from moment_ui.imports.lookups import CUSTOMER_FIELDS
from moment_ui.imports.values import (
    Cell,
    Style,
    choice,
    day,
    line,
    paragraphs,
    text_of,
    whole,
)
from moment_ui.models.invoice import ExportStatus, InvoiceKind, LineKind

KIND_WORDS = {
    "invoice": InvoiceKind.INVOICE,
    "faktura": InvoiceKind.INVOICE,
    "1": InvoiceKind.INVOICE,
    "debet": InvoiceKind.INVOICE,
    "credit-note": InvoiceKind.CREDIT_NOTE,
    "credit note": InvoiceKind.CREDIT_NOTE,
    "kreditnota": InvoiceKind.CREDIT_NOTE,
    "kreditfaktura": InvoiceKind.CREDIT_NOTE,
    "kredit": InvoiceKind.CREDIT_NOTE,
    "credit": InvoiceKind.CREDIT_NOTE,
    "3": InvoiceKind.CREDIT_NOTE,
}
EXPORT_WORDS = {
    "to-transfer": ExportStatus.TO_TRANSFER,
    "to transfer": ExportStatus.TO_TRANSFER,
    "skal overfores": ExportStatus.TO_TRANSFER,
    "transferred": ExportStatus.TRANSFERRED,
    "has been transferred": ExportStatus.TRANSFERRED,
    "overfort": ExportStatus.TRANSFERRED,
    "do-not-transfer": ExportStatus.DO_NOT_TRANSFER,
    "do not transfer": ExportStatus.DO_NOT_TRANSFER,
    "skal ikke overfores": ExportStatus.DO_NOT_TRANSFER,
}
LINE_WORDS = {kind.value: kind for kind in LineKind} | {
    "timer": LineKind.HOURS,
    "utlegg": LineKind.EXPENSE,
    "produkt": LineKind.PRODUCT,
    "vare": LineKind.PRODUCT,
    "fastpris": LineKind.FIXED_PRICE,
    "abonnement": LineKind.SUBSCRIPTION,
    "tekst": LineKind.TEXT,
}


def number_or_none(cell: Cell, style: Style) -> int | None:
    """A number; many programs write 0 where there is none."""
    return whole(0)(cell, style) or None


def vat_rate(cell: Cell, style: Style) -> Decimal | None:
    """A VAT rate in percent; spreadsheets keep 25 % as 0.25."""
    rate = decimal(cell, style)
    if rate is not None and abs(rate) > HUNDRED:
        raise Unfit(
            _(
                "A VAT rate is at most 100 %. If these are amounts, choose “VAT amount” for the column."
            )
        )
    return rate * HUNDRED if rate is not None and 0 < rate < 1 else rate


HEADER_FIELDS = (
    Field("number", _("Number"), whole(),
          ("fakturanummer", "fakturanr", "faktura", "faktura nr", "fakturanummer", "invoice number",
           "invoice no", "invoice", "nr"),
          required=True, example="20379"),
    Field("kind", _("Type"), choice(KIND_WORDS), ("fakturatype", "bilagstype", "invoice type")),
    *CUSTOMER_FIELDS,
    Field("issue_date", _("Issue date"), day,
          ("fakturadato", "dato", "fakturadatum", "datum", "invoice date", "utstedt", "date"),
          required=True, example="22.10.2026"),
    Field("due_date", _("Due date"), day,
          ("forfallsdato", "forfall", "forfallodato", "forfaldsdato", "due"), example="05.11.2026"),
    Field("currency", _("Currency"), text_of(fields.currency), ("valuta", "valutakode"),
          example="NOK"),
    Field("rate", _("Exchange rate"), decimal, ("kurs", "valutakurs")),
    Field("project_number", _("Project number"), line(40),
          ("prosjekt", "prosjektnummer", "prosjektnr", "projekt", "projektnummer", "project"),
          example="2595"),
    Field("credit_of", _("Credits invoice"), number_or_none,
          ("krediterer", "kreditert faktura", "krediterer faktura", "opprinnelig faktura")),
    Field("your_reference", _("Your reference"), line(),
          ("deres referanse", "deres ref", "er referens")),
    Field("order_reference", _("Order reference"), line(),
          ("ordrereferanse", "bestillingsnummer", "ordrenummer", "po nummer")),
    Field("payment_id", _("Payment ID"), line(30), ("kid", "kid nummer", "ocr", "ocr nummer")),
    Field("text", _("Invoice text"), paragraphs(4000), ("fakturatekst", "merknad", "overskrift")),
    Field("export_status", _("Export status"), choice(EXPORT_WORDS), ("eksportstatus",)),
)  # fmt: skip

LINE_FIELDS = (
    Field("line_text", _("Line text"), line(2000),
          ("linjetekst", "tekst", "beskrivelse", "beskrivning", "benamning", "produkt", "vare",
           "description", "varenavn"), example="Detaljprosjekt"),
    Field("line_kind", _("Line kind"), choice(LINE_WORDS), ("linjetype",)),
    Field("quantity", _("Quantity"), decimal, ("antall", "antal", "mengde", "qty", "timer"),
          example="37,5"),
    Field("unit", _("Unit"), line(20), ("enhet", "enhed"), example="t"),
    Field("unit_price", _("Unit price"), decimal,
          ("pris", "enhetspris", "stykkpris", "a pris", "apris", "timepris", "price"),
          one_of="amount", example="1450,00"),
    Field("discount_percent", _("Discount, %"), decimal, ("rabatt", "rabatt prosent", "discount")),
    Field("line_net", _("Net"), decimal,
          ("netto", "nettobelop", "belop eks mva", "sum eks mva", "linjesum", "belop ekskl mva",
           "eks mva", "netto belop", "belop", "belopp", "net amount", "amount"),
          one_of="amount"),
    Field("vat_percent", _("VAT, %"), vat_rate,
          ("mva", "mva prosent", "mva sats", "moms", "momssats", "mva %", "vat rate", "vat percent",
           "moms %"),
          one_of="vat", example="25"),
    Field("line_vat", _("VAT amount"), decimal,
          ("mva belop", "mvabelop", "momsbelopp", "momsbelob", "merverdiavgift", "vat"),
          one_of="vat"),
    Field("line_gross", _("Gross"), decimal,
          ("brutto", "belop inkl mva", "sum inkl mva", "inkl mva", "total", "totalt", "sum",
           "bruttobelop", "gross amount"),
          one_of="vat"),
    Field("vat_code", _("VAT code"), line(20), ("mva kode", "momskode", "avgiftskode")),
    Field("account", _("Account"), line(20), ("konto", "inntektskonto", "kontonummer"),
          example="3000"),
    Field("department", _("Department"), line(40), ("avdeling", "avdelning", "afdeling")),
)  # fmt: skip

TOTAL_FIELDS = (
    Field("invoice_net", _("Invoice net"), decimal, ("faktura netto", "fakturasum eks mva")),
    Field("invoice_vat", _("Invoice VAT"), decimal, ("faktura mva", "sum mva")),
    Field("invoice_gross", _("Invoice gross"), decimal,
          ("fakturabelop", "faktura brutto", "fakturatotal", "a betale", "fakturasum")),
)  # fmt: skip

INVOICE_FIELDS = HEADER_FIELDS + LINE_FIELDS + TOTAL_FIELDS
HEADER_KEYS = tuple(
    each.key for each in HEADER_FIELDS if each.key not in ("number", "project_number")
)
TOTAL_KEYS = tuple(each.key for each in TOTAL_FIELDS)
LABELS = {each.key: each.label.lower() for each in INVOICE_FIELDS}
