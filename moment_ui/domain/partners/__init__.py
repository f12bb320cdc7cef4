"""Partner companies: asking and answering, attaching customers, what is shared, and parting."""
