"""The pages of partner companies."""
