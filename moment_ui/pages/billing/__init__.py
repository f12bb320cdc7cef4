"""Pages of what is to be invoiced."""
