"""Hours of projects, live."""
