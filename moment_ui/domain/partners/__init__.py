"""Partner companies: who is in the group, what each shares, and how it is set up."""
