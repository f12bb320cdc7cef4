"""State of the task board, its forms, and the list of tasks."""
