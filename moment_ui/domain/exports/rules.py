"""Who may fetch a file: whoever asked for it, while the role shows all that is in it."""

from collections.abc import Iterable

from moment_ui.core.actor import Actor


def may_fetch(actor: Actor, needed: Iterable[str]) -> bool:
    """Whether the actor has every permission that the file needs; unknown ones nobody has."""
    return set(needed) <= set(actor.permissions)
