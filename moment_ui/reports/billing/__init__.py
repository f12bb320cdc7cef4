"""What is to be invoiced as lists and pages show them."""
