"""View functions of the company's co-workers."""
