"""Tasks: the board, and the tasks that partner companies share."""
