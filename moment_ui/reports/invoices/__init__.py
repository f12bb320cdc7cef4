"""Invoices, from draft to sent as lists and pages show them."""
