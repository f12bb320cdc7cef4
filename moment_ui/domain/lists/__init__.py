"""What every list does alike: the source of its rows, and what filters usually mean."""
