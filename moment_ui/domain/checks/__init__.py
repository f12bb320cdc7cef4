"""What was found out outside about customers: stored answers of registers, with their dates."""
