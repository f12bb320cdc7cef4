"""Contacts in projects: a person's title and addresses in one project."""
