"""Number series: which number comes next, and taking it so that nobody else gets the same."""
