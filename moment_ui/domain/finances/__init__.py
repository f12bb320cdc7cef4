"""How the company invoices and is paid: one set of settings."""
