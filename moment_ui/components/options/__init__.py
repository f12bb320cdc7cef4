"""View functions of invoicing options."""
