"""One module per route; layout only. ROUTES lists them all, by hand."""

from moment_ui.core.words import _
from moment_ui.pages.home import home
from moment_ui.pages.login import login
from moment_ui.pages.route import Route

ROUTES: tuple[Route, ...] = (
    Route("/", home, _("Moment")),
    Route("/login", login, _("Log in · Moment UI"), public=True),
)
