"""The look of the product, as the browser loads it: Radix Themes without what we do not use, then ours."""

import dataclasses
from typing import Any

import reflex as rx

_RADIX = "@radix-ui/themes"
_COLOURS = ("gray", "sand", "indigo", "green", "amber", "red")

STYLESHEETS = tuple(
    f"styles/{name}.css"
    for name in (
        "tokens",
        "base",
        "controls",
        "frame",
        "report",
        "content",
        "imports",
        "payments",
        "files",
        "tags",
        "states",
        "narrow",
        "lists",
        "options",
        "offers",
        "invoices",
        "billing",
        "sharing",
        "hours",
        "hours-live",
        "tasks",
        "partners",
        "timesheet",
    )
)
"""Our style sheets in order: each may refine what stands before it."""


@dataclasses.dataclass
class Look(rx.plugins.RadixThemesPlugin):
    """Radix Themes with our theme and six of its thirty colours: 28 instead of 51 KB of CSS."""

    theme: rx.Component | None = dataclasses.field(
        default_factory=lambda: rx.theme(
            accent_color="indigo",
            gray_color="sand",
            radius="small",
            scaling="100%",
            panel_background="solid",
        )
    )

    def get_stylesheet_paths(self, **_context: Any) -> tuple[str, ...]:
        """The parts of Radix's style sheet that the product uses.

        Of its utilities we use two; they stand in our `controls.css`.
        """
        colours = (f"{_RADIX}/tokens/colors/{colour}.css" for colour in _COLOURS)
        return (*colours, f"{_RADIX}/tokens/base.css", f"{_RADIX}/components.css")

    def get_frontend_dependencies(self, **_context: Any) -> tuple[str, ...]:
        """None: what this names is bundled whole, for components made at run time, which we have not.

        The controls that pages use bring the package along, and only themselves.
        """
        return ()


def head() -> list[rx.Component]:
    """What stands in the head of every page: our scripts, the font and the mark."""
    return [
        rx.el.script(src="/frame.js"),
        rx.el.script(src="/live.js"),
        rx.el.script(src="/address.js", defer=True),
        rx.el.script(src="/keyboard.js", defer=True),
        rx.el.script(src="/forms.js", defer=True),
        rx.el.script(src="/fields.js", defer=True),
        rx.el.link(
            rel="preload",
            href="/fonts/inter-latin.woff2",
            custom_attrs={"as": "font", "type": "font/woff2", "crossOrigin": "anonymous"},
        ),
        rx.el.link(rel="icon", href="/logo.svg", type="image/svg+xml"),
        rx.el.meta(name="color-scheme", content="light dark"),
    ]
