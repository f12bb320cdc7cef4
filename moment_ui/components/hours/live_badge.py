"""Whether the page is live: the word, and since when it is not. assets/live.js knows the connection."""

import reflex as rx

from moment_ui.core.words import _


def live_badge(last_news: rx.Var[str], seen: rx.Var[str] | str = "") -> rx.Component:
    """“Live”, or “Reconnecting since 14:35”, and the time of the last news.

    `seen` is what the browser tells of itself when it comes back: project and last news.
    """
    return rx.fragment(
        rx.el.span(
            rx.el.span(_("Live"), class_name="while-live"),
            rx.el.span(
                _("Reconnecting since "),
                rx.el.span(class_name="tn", custom_attrs={"data-lost-since": ""}),
                class_name="while-lost",
            ),
            class_name="live breathes",
            role="status",
            custom_attrs={"data-live": seen},
        ),
        rx.cond(
            last_news != "",
            rx.el.span(_("last news "), last_news, class_name="quiet small tn"),
        ),
    )
