"""The cells of an offer that is composed."""

from moment_ui.components.cells import Cells
from moment_ui.state.offers.offer import OfferPageState as Page

CELLS = Cells(Page, Page.view.head, Page.set_head)
