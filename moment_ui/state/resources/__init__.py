"""State of the company's co-workers and of inviting external ones."""
