"""State of offers."""
