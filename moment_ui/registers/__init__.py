"""Registers outside: companies by country, and who can receive e-invoices. Any failure is an answer."""
