"""Hours: who may approve them, and what is corrected before they are invoiced."""
