"""All news of a project's hours."""

import reflex as rx

from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.hours.hours_news import HoursNewsState as News

WORDS = Words(
    icon="clock",
    nothing_yet=_("Nothing has been told of these hours yet"),
    nothing_found=_("No news in this filter"),
    could_not_read=_("The news could not be read"),
)


def hours_news() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("News of hours"),
            export_menu(News),
            panel_button(News),
            note=News.count_text,
            trail=crumbs(
                (_("Projects"), ""),
                (_("Hours"), f"{News.base}/hours"),
                (_("News"), ""),
            ),
        ),
        report(News, WORDS),
        area="projects/live",
    )
