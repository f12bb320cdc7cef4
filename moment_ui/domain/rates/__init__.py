"""Hourly rates: whose price list holds, what an hour costs on a day, and what is missing."""
