"""Hours control: the hours of partners at home against their mirrors, row by row."""
