"""Journeys through the product in a real browser, each following an article step by step."""
