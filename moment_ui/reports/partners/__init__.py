"""Partner companies as their pages show them."""
