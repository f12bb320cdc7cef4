"""Invoice summaries: what was invoiced for a price model, by us or elsewhere; amounts include VAT."""
