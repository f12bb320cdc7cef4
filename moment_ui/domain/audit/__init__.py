"""The audit log: who did what, when, and what changed from what to what."""
