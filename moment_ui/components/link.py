"""Links within the product: they change the page without loading it anew."""

from typing import Any

import reflex as rx
from reflex_components_core.react_router.dom import ReactRouterLink


def page_link(*content: Any, to: str | rx.Var[str], **attributes: Any) -> rx.Component:
    """A plain link to one of our own pages; `attributes` are those of an `a` element.

    Lighter than `rx.link`, which adds a styled wrapper to each.
    """
    return ReactRouterLink.create(*content, to=to, **attributes)
