"""People: contacts by themselves, whatever customers and projects they belong to."""
