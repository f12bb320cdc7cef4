"""State of projects, their price models and the approval of hours."""
