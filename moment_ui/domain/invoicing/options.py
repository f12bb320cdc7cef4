"""Every invoicing option. See docs/adding-an-invoicing-option.md."""

from moment_ui.core.words import _
from moment_ui.domain.invoicing.option import (
    BELOW_THE_COMPANY,
    NO,
    NOWHERE,
    YES,
    Group,
    InvoicingOption,
    Level,
    OptionKind,
)
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import ExportStatus, LineKind

GROUP_LABELS: dict[Group, str] = {
    Group.TEXTS: _("Default texts"),
    Group.GENERAL: _("General"),
    Group.ATTACHMENTS: _("Attachments"),
    Group.HOURS: _("Hour specification"),
    Group.BOOKKEEPING: _("Bookkeeping"),
    Group.PAYMENT: _("Payment"),
}
OF_THE_ECONOMY = frozenset({Group.BOOKKEEPING, Group.PAYMENT})
"""Groups that project leaders read and do not change."""

INVOICE_TYPES = (
    (InvoiceType.EMAIL.value, _("E-mail (PDF)")),
    (InvoiceType.E_INVOICE.value, _("E-invoice (EHF, Peppol)")),
    (InvoiceType.LETTER.value, _("Letter")),
    (InvoiceType.MANUAL.value, _("Manual")),
)
VAT_HANDLING = (
    ("ordinary", _("Ordinary")),
    ("reverse-charge", _("Reverse charge")),
    ("export", _("Export")),
    ("exempt", _("Exempt")),
)
EXPORT_PRESETS = (
    (ExportStatus.TO_TRANSFER.value, _("To transfer")),
    (ExportStatus.DO_NOT_TRANSFER.value, _("Do not transfer to accounting")),
)
ACCOUNT_OF_KIND: dict[LineKind, str] = {
    LineKind.HOURS: "account_hours",
    LineKind.EXPENSE: "account_expenses",
    LineKind.PRODUCT: "account_products",
    LineKind.FIXED_PRICE: "account_fixed_price",
    LineKind.SUBSCRIPTION: "account_subscription",
}
"""The option that says what account a line of the kind is booked on."""

TEXTS = (
    InvoicingOption("your_reference", Group.TEXTS, _("Your reference"), _("The customer’s person or reference for the job. Sent as BuyerReference."), OptionKind.LINE),
    InvoicingOption("order_reference", Group.TEXTS, _("Order reference"), _("Order or purchase number, printed and sent as OrderReference."), OptionKind.LINE),
    InvoicingOption("contract_reference", Group.TEXTS, _("Contract reference"), _("Our person or contract behind the deal."), OptionKind.LINE),
    InvoicingOption("customer_contact", Group.TEXTS, _("Customer contact"), _("The contact shown on the invoice."), OptionKind.CONTACT, levels=BELOW_THE_COMPANY, unset=_("First contact of the customer")),
    InvoicingOption("line_above_name", Group.TEXTS, _("Line above the company name"), _("An extra line of the address, before the name."), OptionKind.LINE),
    InvoicingOption("line_below_name", Group.TEXTS, _("Line below the company name"), _("An extra line of the address, after the name."), OptionKind.LINE),
    InvoicingOption("invoice_text", Group.TEXTS, _("Default invoice text"), _("Introduction at the top."), OptionKind.TEXT),
    InvoicingOption("footer_text", Group.TEXTS, _("Default footer text"), _("Text before the payment details."), OptionKind.TEXT),
)  # fmt: skip

GENERAL = (
    InvoicingOption("credit_days", Group.GENERAL, _("Credit terms"), _("Days from the invoice date to the due date."), OptionKind.DAYS, default="14", customer_column="credit_days"),
    InvoicingOption("invoice_type", Group.GENERAL, _("Preferred invoice type"), _("How the invoice leaves us."), OptionKind.CHOICE, default=InvoiceType.EMAIL.value, choices=INVOICE_TYPES, levels=BELOW_THE_COMPANY, customer_column="invoice_type", always_filled=True),
    InvoicingOption("external_receiver", Group.GENERAL, _("External receiver"), _("An address that gets invoices instead of the customer’s own e-mail."), OptionKind.EMAIL, levels=BELOW_THE_COMPANY, unset=_("The customer’s e-mail"), customer_column="external_receiver"),
    InvoicingOption("currency", Group.GENERAL, _("Currency"), _("What invoices are written in. The company’s own, unless the customer or project says otherwise."), OptionKind.CURRENCY, levels=BELOW_THE_COMPANY, customer_column="currency", project_column="currency", always_filled=True),
    InvoicingOption("language", Group.GENERAL, _("Invoice language"), _("The language of headings and dates on the invoice."), OptionKind.LANGUAGE, customer_column="language", unset=_("As the customer’s country")),
    InvoicingOption("vat_handling", Group.GENERAL, _("VAT handling"), _("Decides the VAT code that each line starts with."), OptionKind.CHOICE, default="ordinary", choices=VAT_HANDLING),
    InvoicingOption("invoice_fee", Group.GENERAL, _("Invoice fee"), _("An extra line on each invoice, in the invoice’s currency, without VAT."), OptionKind.AMOUNT, default="0"),
    InvoicingOption("discount_percent", Group.GENERAL, _("Discount"), _("Percent off each line."), OptionKind.PERCENT, default="0"),
    InvoicingOption("group_by", Group.GENERAL, _("Group by"), _("One invoice per project or per customer."), OptionKind.CHOICE, default="project", choices=(("project", _("Per project")), ("customer", _("Per customer")))),
    InvoicingOption("show_summary", Group.GENERAL, _("Show invoice summary"), _("What was invoiced earlier, beside the estimated total fee of the project."), OptionKind.YES_NO, default=NO, levels=(Level.COMPANY,)),
)  # fmt: skip

ATTACHMENTS = (
    InvoicingOption("attach_hours", Group.ATTACHMENTS, _("Attach hour specification"), _("The hours behind the invoice, as a PDF."), OptionKind.YES_NO, default=NO),
    InvoicingOption("attach_receipts", Group.ATTACHMENTS, _("Attach expense receipts"), _("Receipts of the expenses on the invoice."), OptionKind.YES_NO, default=NO),
    InvoicingOption("attach_files", Group.ATTACHMENTS, _("Attach files from project and customer"), _("Files marked to go with invoices."), OptionKind.YES_NO, default=YES),
)  # fmt: skip

HOUR_LINES = (
    ("activity", _("Per activity and rate")),
    ("co-worker", _("Per co-worker and rate")),
    ("one", _("One line")),
)

HOURS = (
    InvoicingOption("hour_lines", Group.HOURS, _("Lines of hours"), _("How hours are gathered into the lines of an invoice."), OptionKind.CHOICE, default="activity", choices=HOUR_LINES),
    InvoicingOption("hour_columns", Group.HOURS, _("Columns and grouping"), _("What the appended hour specification shows."), OptionKind.COLUMNS, default="date,co-worker,activity,hours,comment;project"),
    InvoicingOption("internal_comments", Group.HOURS, _("Show internal comments"), _("Internal notes stay inside the company."), OptionKind.CHOICE, default="never", choices=(("never", _("Never")),), levels=NOWHERE),
    InvoicingOption("hours_approver", Group.HOURS, _("Hours are approved by"), _("Who approves hours before they can be invoiced. The economy may approve all of them in any case."), OptionKind.CHOICE, default="project-owner", choices=(("project-owner", _("The project’s leader")), ("approver", _("The co-worker’s approver")), ("economy", _("The economy"))), levels=(Level.COMPANY,)),
    InvoicingOption("hours_bell", Group.HOURS, _("Use time record approval"), _("Each registration is told by the bell to whoever approves it."), OptionKind.YES_NO, default=YES, levels=(Level.COMPANY,)),
)  # fmt: skip

BOOKKEEPING = (
    InvoicingOption("account_hours", Group.BOOKKEEPING, _("Revenue account, hours"), _("What lines of hours are booked on."), OptionKind.ACCOUNT),
    InvoicingOption("account_expenses", Group.BOOKKEEPING, _("Revenue account, expenses"), _("What lines of expenses are booked on."), OptionKind.ACCOUNT),
    InvoicingOption("account_products", Group.BOOKKEEPING, _("Revenue account, products"), _("What lines of products are booked on."), OptionKind.ACCOUNT),
    InvoicingOption("account_fixed_price", Group.BOOKKEEPING, _("Revenue account, fixed price"), _("What lines of fixed prices are booked on."), OptionKind.ACCOUNT),
    InvoicingOption("account_subscription", Group.BOOKKEEPING, _("Revenue account, subscription"), _("What lines of subscriptions are booked on."), OptionKind.ACCOUNT),
    InvoicingOption("receivable_tag", Group.BOOKKEEPING, _("Account-receivable tag"), _("A tag whose code exports write as the receivable account."), OptionKind.TAG),
    InvoicingOption("revenue_tag", Group.BOOKKEEPING, _("Revenue tag"), _("A tag whose code exports write as the revenue account."), OptionKind.TAG),
    InvoicingOption("export_status", Group.BOOKKEEPING, _("Export status of new invoices"), _("Whether a new invoice waits to go to accounting."), OptionKind.CHOICE, default=ExportStatus.TO_TRANSFER.value, choices=EXPORT_PRESETS),
)  # fmt: skip

PAYMENT = (
    InvoicingOption("payment_id", Group.PAYMENT, _("Use payment ID (KID)"), _("New invoices carry a reference that the bank sends back."), OptionKind.YES_NO, default=NO, levels=(Level.COMPANY,)),
    InvoicingOption("reminders", Group.PAYMENT, _("Reminders allowed"), _("Whether overdue invoices are reminded of."), OptionKind.YES_NO, default=YES),
    InvoicingOption("reminder_email", Group.PAYMENT, _("Reminder e-mail"), _("Where reminders go instead of where the invoice went."), OptionKind.EMAIL, levels=BELOW_THE_COMPANY, unset=_("Where the invoice went")),
)  # fmt: skip

OPTIONS: tuple[InvoicingOption, ...] = (
    *TEXTS,
    *GENERAL,
    *ATTACHMENTS,
    *HOURS,
    *BOOKKEEPING,
    *PAYMENT,
)
BY_KEY: dict[str, InvoicingOption] = {option.key: option for option in OPTIONS}
