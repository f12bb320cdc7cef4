"""View functions of lists and exports."""
