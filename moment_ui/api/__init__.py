"""HTTP routes and the ASGI layer around the app."""
