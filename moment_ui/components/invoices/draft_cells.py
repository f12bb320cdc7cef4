"""The cells of a draft that is composed."""

from moment_ui.components.cells import Cells
from moment_ui.state.invoices.invoice import InvoiceState as Page

CELLS = Cells(Page, Page.shown.edit.head, Page.set_head)
