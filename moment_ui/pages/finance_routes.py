"""The routes of the finances, from what can be invoiced to what is paid; ROUTES takes them in."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.billing.billing_sheet import billing_sheet
from moment_ui.pages.billing.to_be_invoiced import to_be_invoiced
from moment_ui.pages.invoices.invoice import invoice
from moment_ui.pages.invoices.invoices import invoices
from moment_ui.pages.invoices.letters import letters
from moment_ui.pages.invoices.send_batch import send_batch
from moment_ui.pages.ledger.ledger import ledger
from moment_ui.pages.ledger.reminders import reminders
from moment_ui.pages.ledger.sent_mails import sent_mail, sent_mails
from moment_ui.pages.payments.payment_file import payment_file
from moment_ui.pages.payments.payment_files import payment_files
from moment_ui.pages.payments.payments import payments
from moment_ui.pages.route import Route
from moment_ui.state.billing.billing_sheet import BillingSheetState
from moment_ui.state.billing.to_be_invoiced import ToBeInvoicedState
from moment_ui.state.invoices.einvoice import EInvoiceState
from moment_ui.state.invoices.invoice import InvoiceState
from moment_ui.state.invoices.invoice_payments import InvoicePaymentsState
from moment_ui.state.invoices.invoice_sending import InvoiceSendingState
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.invoices.letters import LettersState
from moment_ui.state.invoices.send_batch import SendBatchState
from moment_ui.state.ledger.ledger import LedgerState
from moment_ui.state.ledger.reminders import RemindersState
from moment_ui.state.ledger.sent_mails import SentMailsState, SentMailState
from moment_ui.state.payments.payment_file import PaymentFileState
from moment_ui.state.payments.payment_files import PaymentFilesState
from moment_ui.state.payments.payments import PaymentsState

FINANCE_ROUTES: tuple[Route, ...] = (
    Route(
        "/[company]/finances/invoices",
        invoices,
        _("Invoices"),
        on_load=(InvoicesState.load, InvoicesState.watch),
        permission=Permission.VIEW_INVOICES,
    ),
    Route(
        "/[company]/finances/invoices/[invoice_id]",
        invoice,
        _("Invoice"),
        on_load=(
            InvoiceState.load,
            EInvoiceState.load,
            InvoicePaymentsState.load,
            InvoiceSendingState.load,
            InvoiceState.watch,
            InvoicePaymentsState.watch,
            InvoiceSendingState.watch,
        ),
        permission=Permission.VIEW_INVOICES,
    ),
    Route(
        "/[company]/finances/letters",
        letters,
        _("Letters"),
        on_load=(LettersState.load, LettersState.watch),
        permission=Permission.SEND_INVOICES,
    ),
    Route(
        "/[company]/finances/sendings",
        send_batch,
        _("Sent together"),
        on_load=(SendBatchState.load, SendBatchState.watch),
        permission=Permission.SEND_INVOICES,
    ),
    Route(
        "/[company]/finances/sendings/[batch_id]",
        send_batch,
        _("Sent together"),
        on_load=(SendBatchState.load, SendBatchState.watch),
        permission=Permission.SEND_INVOICES,
    ),
    Route(
        "/[company]/finances/reminders",
        reminders,
        _("Payment reminders"),
        on_load=(RemindersState.load, RemindersState.watch),
        permission=Permission.SEND_REMINDERS,
    ),
    Route(
        "/[company]/finances/reminders/sent",
        sent_mails,
        _("Sent statements and reminders"),
        on_load=(SentMailsState.load, SentMailsState.watch),
        permission=Permission.VIEW_CUSTOMER_ECONOMY,
    ),
    Route(
        "/[company]/finances/reminders/sent/[message_id]",
        sent_mail,
        _("Sent statement or reminder"),
        on_load=(SentMailState.load, SentMailState.watch),
        permission=Permission.VIEW_CUSTOMER_ECONOMY,
    ),
    Route(
        "/[company]/finances/ledger",
        ledger,
        _("Customer ledger"),
        on_load=(LedgerState.load, LedgerState.watch),
        permission=Permission.VIEW_CUSTOMER_ECONOMY,
    ),
    Route(
        "/[company]/finances/payments",
        payments,
        _("Payments and write-off"),
        on_load=(PaymentsState.load, PaymentsState.watch),
        permission=Permission.VIEW_INVOICES,
    ),
    Route(
        "/[company]/finances/to-be-invoiced",
        to_be_invoiced,
        _("To be invoiced"),
        on_load=(ToBeInvoicedState.load, ToBeInvoicedState.watch),
        permission=Permission.CREATE_INVOICES,
    ),
    Route(
        "/[company]/finances/to-be-invoiced/[project_id]",
        billing_sheet,
        _("To be invoiced"),
        on_load=(BillingSheetState.load, BillingSheetState.watch),
        permission=Permission.CREATE_INVOICES,
    ),
    Route(
        "/[company]/finances/payment-files",
        payment_files,
        _("Payment files"),
        on_load=(PaymentFilesState.load, PaymentFilesState.watch),
        permission=Permission.REGISTER_PAYMENTS,
    ),
    Route(
        "/[company]/finances/payment-files/[file_id]",
        payment_file,
        _("Payment file"),
        on_load=(PaymentFileState.load, PaymentFileState.watch),
        permission=Permission.REGISTER_PAYMENTS,
    ),
)
