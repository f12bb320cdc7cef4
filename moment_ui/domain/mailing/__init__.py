"""Mailing lists: a saved filter over contacts in customers, and who of them gets mail."""
