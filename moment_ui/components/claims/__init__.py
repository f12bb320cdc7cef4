"""What pages of claims are made of."""
