"""Links within the product: to pages, which change without loading anew, and to files."""

from typing import Any

import reflex as rx
from reflex_components_core.el.elements.inline import A
from reflex_components_core.react_router.dom import ReactRouterLink


def page_link(*content: Any, to: str | rx.Var[str], **attributes: Any) -> rx.Component:
    """A plain link to one of our own pages; `attributes` are those of an `a` element.

    Lighter than `rx.link`, which adds a styled wrapper to each.
    """
    return ReactRouterLink.create(*content, to=to, **attributes)


def file_link(*content: Any, href: str | rx.Var[str], **attributes: Any) -> rx.Component:
    """A link to a file, which the browser saves.

    `rx.el.a` would look for a page of ours at the address, and say that there is none.
    """
    return A.create(*content, href=href, download=True, **attributes)
