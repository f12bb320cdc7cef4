"""View functions of invoices, from draft to sent."""
