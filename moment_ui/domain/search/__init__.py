"""The search of the frame: customers, contacts, projects, offers and invoices."""
