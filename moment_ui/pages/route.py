"""What a page declares about itself, apart from its layout."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission


@dataclass(frozen=True, slots=True)
class Route:
    """One address and the page behind it.

    `path` is Reflex's, with parameters in brackets; `permission` is what a reader needs to open
    it (`None`: a log-in is enough); `public` pages open without one.
    """

    path: str
    page: Callable[[], rx.Component]
    title: str
    on_load: tuple[Any, ...] = ()
    permission: Permission | None = None
    public: bool = False
