"""A form that the browser itself posts: for what must not go through the websocket."""

import reflex as rx
from reflex_components_core.el.elements.typography import Div


class PlainForm(Div):
    """A `form` element without Reflex's submit handler, which would swallow the post."""

    tag = "form"


def plain_form(
    *content: rx.Component,
    action: str | rx.Var[str] = "",
    class_name: str = "",
    files: bool = False,
) -> rx.Component:
    """Post the fields inside to `action`, or to the page's own address without one.

    `files` sends the files of file fields along.
    """
    how = {"method": "post"} | ({"encType": "multipart/form-data"} if files else {})
    where = {"action": action} if not isinstance(action, str) or action else {}
    return PlainForm.create(*content, class_name=class_name, custom_attrs={**how, **where})
