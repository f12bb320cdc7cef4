"""Tasks: the board and the list in the reader’s language."""
