"""Outgoing mail: letters, and the ways they leave by. No mail server configured: an outbox folder."""
