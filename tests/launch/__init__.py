"""From a clone to a served product."""
