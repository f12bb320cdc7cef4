"""Customers: create, edit, status, tags, the figures and the data of the profile page."""
