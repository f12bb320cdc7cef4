"""Payments and payment files as lists and pages show them."""
