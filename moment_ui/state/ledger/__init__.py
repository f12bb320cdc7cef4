"""State of the customer ledger, statements and reminders."""
