"""View functions of imports."""
