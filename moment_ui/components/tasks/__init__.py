"""What pages of tasks are made of."""
