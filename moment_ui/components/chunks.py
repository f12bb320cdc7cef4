"""How the front end's scripts are cut into files."""

from typing import Any

import reflex as rx
from reflex.constants import ReactRouter

_BEFORE = "groups: ["
_ADDRESSES = 'name: "reflex-env",'
_FIRST = "priority: 30,"
_GROUPS = """
            { test: /node_modules.(react|scheduler)/, name: "framework", priority: 25 },
            { test: /./, name: "common", minShareCount: 20, priority: 20 },
            { test: /lucide-react/, name: "icons", minShareCount: 6, priority: 10 },"""


class Chunks(rx.plugins.Plugin):
    """React, what many pages share, and the icons that some share come in a file each.

    By itself the bundler makes a file of each icon that two pages have: 39 requests for a page instead
    of 17, and 7 KB more, since small files are compressed badly. The server's address keeps its own file,
    where the build looks for it.
    """

    def pre_compile(self, **context: Any) -> None:
        """Have the bundler's settings changed before it runs."""
        context["add_modify_task"](ReactRouter.VITE_CONFIG_FILE, grouped)


def grouped(settings: str) -> str:
    """The bundler's settings with our groups of scripts. Raises RuntimeError where they have no place."""
    if settings.count(_BEFORE) != 1 or settings.count(_ADDRESSES) != 1:
        message = (
            "The bundler's settings have no list of groups any more: look at Reflex's template."
        )
        raise RuntimeError(message)
    apart = settings.replace(_ADDRESSES, f"{_ADDRESSES} {_FIRST}")
    return apart.replace(_BEFORE, _BEFORE + _GROUPS)
