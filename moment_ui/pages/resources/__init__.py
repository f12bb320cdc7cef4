"""Pages of the company's co-workers."""
