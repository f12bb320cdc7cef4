"""Customers as lists and pages show them."""
