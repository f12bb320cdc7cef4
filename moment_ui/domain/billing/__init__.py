"""From what was done to drafts: what can be billed up to a day, what stands in the way, and making them."""
