"""What waits for a reader: the figures behind the bell."""
