"""Payment reminders: who is overdue, what each level says and costs, sending by hand and by the clock."""
