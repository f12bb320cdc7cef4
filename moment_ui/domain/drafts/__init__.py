"""Drafts of invoices: made with the options that hold, refreshed, removed."""
