"""Saved views of lists, and what each reader chose last."""
