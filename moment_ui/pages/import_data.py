"""Setup → Import: bring a file, say what its columns are, check, import, and take back."""

import reflex as rx

from moment_ui.components.imports.import_result import checked_step, done_step, working_step
from moment_ui.components.imports.import_steps import choose_step, columns_step, steps
from moment_ui.components.imports.import_undo import history_card, undo_dialog
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.imports.imports import ImportState


def import_data() -> rx.Component:
    """The steps above, the history below."""
    return shell(
        page_head(_("Import"), trail=crumbs((_("Setup"), ""), (_("Import"), ""))),
        steps(),
        rx.el.div(
            rx.match(
                ImportState.phase,
                ("choose", choose_step()),
                ("columns", columns_step()),
                ("working", working_step()),
                ("checked", checked_step()),
                ("done", done_step()),
                rx.fragment(),
            ),
            history_card(),
            class_name="content stack",
        ),
        undo_dialog(),
        area="setup/import",
    )
