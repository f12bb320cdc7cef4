"""Approving drafts of invoices, in companies that ask for it."""
