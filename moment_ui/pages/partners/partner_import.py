"""Setup → Partner companies → Import: an existing structure from a file."""

import reflex as rx

from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.partners.structure import checked, choose, done
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.partners.structure import PartnerStructureState as Structure
from moment_ui.state.shell import ShellState


def partner_import() -> rx.Component:
    """Choose, check, carry out."""
    back = f"/{ShellState.company.slug}/setup/partners"
    return shell(
        page_head(
            _("Import partner companies"),
            trail=crumbs((_("Setup"), ""), (_("Partner companies"), back), (_("Import"), "")),
        ),
        rx.el.div(
            rx.fragment(
                rx.match(
                    Structure.phase,
                    ("choose", choose()),
                    ("checked", checked()),
                    ("done", done()),
                    rx.fragment(),
                )
            ),
            class_name="content stack",
        ),
        area="setup/partners",
    )
