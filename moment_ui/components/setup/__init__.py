"""View functions of the setup."""
