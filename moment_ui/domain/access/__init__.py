"""Who may do what: log-ins, memberships, roles and permissions."""
