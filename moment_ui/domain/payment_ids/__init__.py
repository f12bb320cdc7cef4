"""Payment IDs: the reference that a bank sends back, made of an invoice and read back to it. Pure."""
