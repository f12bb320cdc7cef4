"""The customer ledger, statements and reminders as lists and pages show them."""
