"""Offers as lists and pages show them."""
