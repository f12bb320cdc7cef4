"""Moment UI: customers, projects, hours and invoices for companies that live from projects."""
