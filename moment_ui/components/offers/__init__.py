"""View functions of offers."""
