"""What lists share: the names behind ids in a filter."""
