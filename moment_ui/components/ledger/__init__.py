"""View functions of the customer ledger, statements and reminders."""
