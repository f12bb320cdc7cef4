"""Setup → Invoicing: the options that hold for every customer and project."""

import reflex as rx

from moment_ui.components.options.invoicing_options import invoicing_options
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup.setup_tabs import OPTIONS, setup_tabs
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.options.invoicing_options import CompanyOptionsState


def setup_invoicing() -> rx.Component:
    """The company's options."""
    return shell(
        page_head(_("Invoicing"), trail=crumbs((_("Setup"), ""), (_("Invoicing"), ""))),
        setup_tabs(CompanyOptionsState.base, OPTIONS),
        invoicing_options(CompanyOptionsState),
        area="setup/invoicing",
    )
