"""Contacts: people, who may belong to several customers with an address of their own in each."""
