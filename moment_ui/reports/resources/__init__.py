"""Co-workers as lists show them."""
