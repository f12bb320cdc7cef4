"""Credit notes: of an invoice, of one whose project moves to another customer, and free ones."""
