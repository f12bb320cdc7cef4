"""State of what is to be invoiced."""
