"""From draft to invoice: what stands in the way, and the one transaction that gives a number."""
