"""What invoices print: made of their rows while they are drafts, kept from the day they are issued."""
