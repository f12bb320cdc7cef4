"""One module per route; layout only. ROUTES lists them all, by hand."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.customer_profile import customer_profile
from moment_ui.pages.home import home
from moment_ui.pages.import_data import import_data
from moment_ui.pages.login import login
from moment_ui.pages.route import Route
from moment_ui.state.customer_profile import CustomerProfileState
from moment_ui.state.imports import ImportState

ROUTES: tuple[Route, ...] = (
    Route("/", home, _("Moment")),
    Route("/login", login, _("Log in · Moment UI"), public=True),
    Route(
        "/[company]/customers/[customer_id]",
        customer_profile,
        _("Customer"),
        on_load=(CustomerProfileState.load, CustomerProfileState.watch),
        permission=Permission.VIEW_CUSTOMERS,
    ),
    Route(
        "/[company]/setup/import",
        import_data,
        _("Import"),
        on_load=(ImportState.load,),
        permission=Permission.IMPORT,
    ),
)
