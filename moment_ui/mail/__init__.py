"""Outgoing mail: SMTP, or a folder when no server is configured."""
