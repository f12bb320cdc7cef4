"""E-invoices: what stands in the way of one, handing it over, and what became of it."""
