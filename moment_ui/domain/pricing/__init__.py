"""What an hour costs the customer: one rate, and where it comes from, or the reason there is none."""
