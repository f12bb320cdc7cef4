"""Hours as pages show them: the live boards and what arrives on them."""
