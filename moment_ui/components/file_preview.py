"""What opens from a list of files: a look at one, its name and description; and those deleted."""

from typing import Any

import reflex as rx

from moment_ui.components.files import FilesTab, said
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import file_link
from moment_ui.core.words import _
from moment_ui.reports.files import FileLine


def deleted_files(tab: FilesTab) -> rx.Component:
    """What was deleted and can be put back."""
    return rx.cond(
        tab.page.view.deleted,
        rx.el.details(
            rx.el.summary(
                _("Deleted files"),
                rx.el.span(tab.page.view.deleted.length(), class_name="quiet tn"),
            ),
            rx.el.p(_("Kept for 30 days, then gone for good."), class_name="quiet small"),
            rx.el.ul(
                rx.foreach(tab.page.view.deleted, lambda file: _deleted(tab, file)),
                class_name="versions",
            ),
            class_name="deleted-files only-screen",
        ),
    )


def _deleted(tab: FilesTab, file: FileLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(file.name),
        rx.el.span(file.size, class_name="quiet small tn"),
        rx.el.button(
            rx.icon("undo-2"),
            _("Put back"),
            type="button",
            class_name="btn ghost s1",
            aria_label=said(_("Put back "), file.name),
            on_click=tab.page.restore(file.id),
        ),
        key=file.id,
    )


def file_form(tab: FilesTab) -> rx.Component:
    """The name and the description of one file."""
    form = FormFields(tab.form)
    labels = {"name": _("Name"), "description": _("Description")}
    return form_dialog(
        FormDialog(tab.form, _("Rename or describe"), _("Save"), labels),
        form.text("name", labels["name"], required=True),
        form.text(
            "description", labels["description"], help_text=_("What it is, found by its words.")
        ),
    )


def preview_dialog(tab: FilesTab) -> rx.Component:
    """A look at a picture, or at the pages of a PDF file."""
    shown = tab.page.preview
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(shown.name),
            rx.cond(
                shown.picture != "",
                rx.el.div(
                    rx.el.img(src=shown.picture, alt=shown.said, key=shown.picture),
                    class_name="paper",
                    tab_index=0,
                ),
                rx.el.p(
                    _(
                        "This file cannot be shown: it is damaged or protected. Download it instead."
                    ),
                    class_name="quiet",
                ),
            ),
            rx.el.div(
                rx.cond(shown.has_pages, _pages(tab)),
                file_link(
                    rx.icon("download"),
                    _("Download"),
                    href=shown.href,
                    class_name="btn outline",
                ),
                rx.dialog.close(rx.el.button(_("Close"), type="button", class_name="btn outline")),
                class_name="dialog-foot",
            ),
            class_name="preview",
            custom_attrs={"aria-describedby": ""},
        ),
        open=tab.page.looking,
        on_open_change=tab.page.set_looking,
    )


def _pages(tab: FilesTab) -> rx.Component:
    shown = tab.page.preview
    return rx.el.span(
        _turn(
            "chevron-left",
            _("Previous page"),
            "ArrowLeft",
            tab.page.turn(-1),
            at_end=shown.is_first,
        ),
        rx.el.span(shown.place, class_name="tn", role="status"),
        _turn(
            "chevron-right", _("Next page"), "ArrowRight", tab.page.turn(1), at_end=shown.is_last
        ),
        class_name="row start",
    )


def _turn(icon: str, words: str, key: str, turned: Any, *, at_end: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon),
        type="button",
        class_name="btn outline icon",
        aria_label=words,
        title=words,
        disabled=at_end,
        on_click=turned,
        custom_attrs={"data-hotkey": key},
    )
