"""View functions used by more than one page."""
