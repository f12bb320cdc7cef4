"""Rows of a table in words."""

from moment_ui.core.words import plural

_WORDS = {
    "customer": ("{count} customer", "{count} customers"),
    "contact": ("{count} contact", "{count} contacts"),
    "customer_contact": ("{count} place in a customer", "{count} places in customers"),
    "contact_email": ("{count} address", "{count} addresses"),
    "customer_tag": ("{count} tag on a customer", "{count} tags on customers"),
    "project": ("{count} project", "{count} projects"),
    "activity": ("{count} activity", "{count} activities"),
    "project_member": ("{count} project member", "{count} project members"),
    "invoice": ("{count} invoice", "{count} invoices"),
    "invoice_line": ("{count} invoice line", "{count} invoice lines"),
    "payment": ("{count} payment", "{count} payments"),
    "time_record": ("{count} time record", "{count} time records"),
    "customer_note": ("{count} note", "{count} notes"),
}


def counted(table: str, count: int) -> str:
    """A number of rows of a table: 12 invoices."""
    return plural(*_WORDS.get(table, ("{count} row", "{count} rows")), count)
