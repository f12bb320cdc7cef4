"""The search of the frame: customers, projects and invoices by number or name."""
