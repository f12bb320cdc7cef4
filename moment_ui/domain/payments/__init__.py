"""Payments on invoices, write-offs, and taking either back."""
