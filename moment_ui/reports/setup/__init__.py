"""The setup as lists and pages show them."""
