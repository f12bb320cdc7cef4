"""Chance that always falls the same way: the demo is the same for the same day."""

from random import Random


def dice(*seeds: object) -> Random:
    """A generator that depends on the seeds only."""
    return Random("/".join(map(str, seeds)))  # noqa: S311 - demo data, not secrets
