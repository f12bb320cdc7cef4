"""View functions of payments and payment files."""
