"""Mirrors: hours written at home, followed by a row in the main company, in the same transaction."""
