"""What a project costs beside hours, and what is sold in it: registered, accepted, with receipts."""

from moment_ui.domain.files.shelves import RECEIPTS

files = RECEIPTS
