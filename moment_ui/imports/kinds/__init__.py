"""The kinds of files, in the order they should be read."""

from moment_ui.imports.errors import UnknownColumn
from moment_ui.imports.kind import FileKind
from moment_ui.imports.kinds.contacts import CONTACTS
from moment_ui.imports.kinds.customers import CUSTOMERS
from moment_ui.imports.kinds.hours import HOURS
from moment_ui.imports.kinds.invoices import INVOICES
from moment_ui.imports.kinds.payments import PAYMENTS
from moment_ui.imports.kinds.projects import PROJECTS

KINDS: tuple[FileKind, ...] = (CUSTOMERS, CONTACTS, PROJECTS, INVOICES, PAYMENTS, HOURS)


def kind_called(name: str) -> FileKind:
    """The kind of file with this key. Raises UnknownColumn."""
    for kind in KINDS:
        if kind.kind.value == name:
            return kind
    raise UnknownColumn(name, [kind.kind.value for kind in KINDS])
