"""Bookkeeping accounts: what invoice lines and receivables are booked on."""
