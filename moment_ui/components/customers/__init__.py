"""View functions of customers."""
