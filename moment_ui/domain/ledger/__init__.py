"""The customer ledger: what was invoiced and paid, who owes what, and for how long, as of any day."""
