"""Makes the browser follow the reader's stored settings: theme at once, numbers by a reload."""

from typing import Any

import reflex as rx

_HOOK = """
const {{ setColorMode }} = useContext(ColorModeContext);
const writing = useRef({locale});
useEffect(() => {{ if ({theme}) setColorMode({theme}); }}, [{theme}]);
useEffect(() => {{
  if (writing.current && writing.current !== {locale}) window.location.reload();
  writing.current = {locale};
}}, [{locale}]);
"""


class Taste(rx.Fragment):
    """Draws nothing. `theme` is light, dark, system or empty; `locale` how numbers are written.

    Every figure on a page is formatted on the server, so a new locale loads the page again; the
    first value a page receives does not.
    """

    theme: rx.Var[str]
    locale: rx.Var[str]

    def add_imports(self) -> dict[str, Any]:
        """What the hook uses."""
        return {
            "react": [rx.ImportVar(tag=tag) for tag in ("useContext", "useEffect", "useRef")],
            "$/utils/context": [rx.ImportVar(tag="ColorModeContext")],
        }

    def add_hooks(self) -> list[Any]:
        """Follow both values."""
        return [_HOOK.format(theme=str(self.theme), locale=str(self.locale))]

    def render(self) -> dict[str, Any]:
        """An empty fragment: the two values live in the hook only."""
        return rx.fragment().render()
