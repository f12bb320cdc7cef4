"""Contacts and mailing lists as lists and pages show them."""
