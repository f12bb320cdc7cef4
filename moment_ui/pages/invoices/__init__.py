"""Pages of invoices, from draft to sent."""
