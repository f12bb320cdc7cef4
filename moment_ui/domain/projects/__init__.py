"""Projects: created for a customer, listed on its profile with hours and budget."""
