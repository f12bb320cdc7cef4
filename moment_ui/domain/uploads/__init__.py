"""Files that readers bring: kept under random names outside public folders, for a day, for them only."""
