"""What the filters of lists refer to: the names behind ids, and what a few letters find."""
