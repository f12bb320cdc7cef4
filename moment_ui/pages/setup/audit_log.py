"""Setup → Audit log: who did what when, and what changed."""

import reflex as rx

from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.setup.audit_log import AuditLogState

WORDS = Words(
    icon="scroll-text",
    nothing_yet=_("Nothing has been done yet"),
    nothing_found=_("Nothing was done in this filter"),
    could_not_read=_("The audit log could not be read"),
)


def audit_log() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Audit log"),
            export_menu(AuditLogState),
            panel_button(AuditLogState),
            note=AuditLogState.count_text,
            trail=crumbs((_("Setup"), ""), (_("Audit log"), "")),
        ),
        report(AuditLogState, WORDS),
        area="setup/audit-log",
    )
