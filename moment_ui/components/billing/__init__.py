"""View functions of what is to be invoiced."""
