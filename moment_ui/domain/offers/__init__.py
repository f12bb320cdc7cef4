"""Offers: composed, sent, decided about by the customer, and made into projects."""
