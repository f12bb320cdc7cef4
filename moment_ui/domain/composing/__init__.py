"""What is composed cell by cell, by several people at once: offers, drafts of invoices."""
