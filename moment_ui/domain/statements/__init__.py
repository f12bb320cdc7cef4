"""Statements of account: what a customer owes or all that moved, as a paper and by e-mail."""
