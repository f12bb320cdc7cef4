"""The database: engines, the scoped session, and units of work."""
