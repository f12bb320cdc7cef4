"""Projects, their price models and the approval of hours as lists and pages show them."""
