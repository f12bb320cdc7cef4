"""Reports: declarations of columns and filters, and their use."""
