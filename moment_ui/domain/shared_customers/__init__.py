"""Customers that a partner knows, too: found while one is registered, brought along, and followed."""
