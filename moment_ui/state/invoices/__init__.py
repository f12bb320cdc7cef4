"""State of invoices, from draft to sent."""
