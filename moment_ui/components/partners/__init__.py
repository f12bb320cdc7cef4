"""What the partner companies' pages are made of."""
