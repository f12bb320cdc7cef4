"""Setup → Tags: the groups and tags of each kind of object."""

import reflex as rx

from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup.tag_dialogs import tag_dialogs
from moment_ui.components.setup.tag_setup import kind_tabs, new_group_button, tag_groups
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.setup.tag_setup import TagSetupState as Tags


def setup_tags() -> rx.Component:
    """One kind at a time."""
    return shell(
        page_head(_("Tags"), new_group_button(), trail=crumbs((_("Setup"), ""), (_("Tags"), ""))),
        kind_tabs(),
        rx.cond(Tags.phase == "ready", rx.el.div(tag_groups(), class_name="content")),
        tag_dialogs(),
        area="setup/tags",
    )
