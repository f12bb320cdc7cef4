"""Sending many invoices by one click: looked at first, then one after the other, each exactly once."""
