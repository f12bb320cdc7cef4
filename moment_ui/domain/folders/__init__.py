"""Files of customers and projects, in versions: brought, shown, renamed, deleted with undo, swept in the end."""
