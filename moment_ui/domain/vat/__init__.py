"""VAT codes of a company: what each line's VAT is called in the books, on paper and on e-invoices."""
