"""The list of a folder's files, with what can be done with each."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.link import file_link
from moment_ui.components.states import empty
from moment_ui.core.words import _
from moment_ui.reports.files import FileLine, VersionLine
from moment_ui.state.file_form import FileForm
from moment_ui.state.files import FilesPage

SORTS = (
    ("changed", _("Newest first")),
    ("name", _("By name")),
    ("size", _("Largest first")),
    ("by", _("By who uploaded it")),
)


@dataclass(frozen=True, slots=True)
class FilesTab:
    """The files of one kind of page: what is shown, the form of a file, what belongs here in words."""

    page: type[FilesPage]
    form: type[FileForm]
    purpose: str


def file_list(tab: FilesTab) -> rx.Component:
    """The files with what can be done with each."""
    return card(
        _("Files"),
        rx.cond(
            tab.page.view.lines,
            rx.fragment(_table(tab), rx.cond(tab.page.view.more, _more(tab))),
            rx.cond(
                tab.page.view.is_empty,
                empty(
                    "folder-open",
                    _("No files yet"),
                    tab.purpose,
                ),
                empty("search", _("No file found"), _("No name or description has these words.")),
            ),
        ),
        note=tab.page.view.note,
        actions=(rx.cond(~tab.page.view.is_empty, _tools(tab)),),
    )


def _tools(tab: FilesTab) -> rx.Component:
    return rx.el.span(
        rx.el.label(
            rx.icon("search"),
            rx.el.input(
                type="search",
                placeholder=_("Find a file"),
                aria_label=_("Find a file"),
                on_change=tab.page.find.debounce(250),
                default_value=tab.page.text,
                key=tab.page.address + tab.page.round.to_string(),
            ),
            class_name="field s1",
        ),
        rx.el.select(
            *[rx.el.option(word, value=key) for key, word in SORTS],
            value=tab.page.sort,
            on_change=tab.page.sort_by,
            aria_label=_("Order"),
            class_name="field s1",
        ),
        class_name="row files-tools only-screen",
    )


def _table(tab: FilesTab) -> rx.Component:
    heads = (_("Name"), _("Kind"), _("Size"), _("Uploaded"))
    return rx.el.table(
        rx.el.caption(_("Files"), class_name="vh"),
        rx.el.thead(
            rx.el.tr(
                rx.el.th(rx.el.span(_("Picture"), class_name="vh"), scope="col"),
                *[
                    rx.el.th(head, scope="col", class_name="num" if head == _("Size") else "")
                    for head in heads
                ],
                rx.el.th(rx.el.span(_("Act"), class_name="vh"), scope="col"),
            )
        ),
        rx.el.tbody(rx.foreach(tab.page.view.lines, lambda file: _file(tab, file))),
        class_name="report-table files",
        custom_attrs={"data-rows": ""},
    )


def _file(tab: FilesTab, file: FileLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(_thumbnail(file), class_name="f-picture"),
        rx.el.td(
            _name(tab, file),
            rx.cond(file.description != "", rx.el.div(file.description, class_name="quiet small")),
            rx.cond(
                file.with_invoices,
                rx.el.div(_("Goes with invoices"), class_name="small status info disc"),
            ),
            rx.cond(file.version != "", _versions(file)),
            class_name="f-name",
        ),
        rx.el.td(file.kind, class_name="quiet f-kind"),
        rx.el.td(file.size, class_name="num f-size"),
        rx.el.td(
            rx.el.div(file.by), rx.el.div(file.at, class_name="quiet small tn"), class_name="f-by"
        ),
        rx.el.td(_acts(tab, file), class_name="f-acts"),
        key=file.id,
    )


def _thumbnail(file: FileLine) -> rx.Component:
    return rx.el.span(
        rx.match(
            file.icon,
            ("picture", rx.icon("image")),
            ("text", rx.icon("file-text")),
            ("sheet", rx.icon("file-spreadsheet")),
            ("slides", rx.icon("presentation")),
            ("archive", rx.icon("file-archive")),
            ("drawing", rx.icon("drafting-compass")),
            ("film", rx.icon("film")),
            ("sound", rx.icon("volume-2")),
            rx.icon("file"),
        ),
        rx.cond(file.picture != "", rx.el.img(src=file.picture, alt="", loading="lazy")),
        class_name="thumbnail",
        aria_hidden="true",
    )


def _name(tab: FilesTab, file: FileLine) -> rx.Component:
    """Opens a look at the file where there is one, else fetches it."""
    return rx.cond(
        file.picture != "",
        rx.el.button(
            file.name,
            type="button",
            class_name="name-link medium",
            on_click=tab.page.look(file.stored),
            custom_attrs={"data-row-open": ""},
        ),
        file_link(
            file.name,
            href=file.href,
            class_name="medium",
            custom_attrs={"data-row-open": ""},
        ),
    )


def _versions(file: FileLine) -> rx.Component:
    return rx.el.details(
        rx.el.summary(file.version, class_name="badge"),
        rx.el.ul(rx.foreach(file.older, _version), class_name="versions"),
    )


def _version(version: VersionLine) -> rx.Component:
    return rx.el.li(
        file_link(version.number, href=version.href),
        rx.el.span(version.size, class_name="quiet small tn"),
        rx.el.span(version.by, class_name="quiet small tn"),
        key=version.href,
    )


def _acts(tab: FilesTab, file: FileLine) -> rx.Component:
    return rx.el.span(
        file_link(
            rx.icon("download"),
            href=file.href,
            class_name="btn ghost icon s1",
            aria_label=said(_("Download "), file.name),
            title=_("Download"),
        ),
        rx.cond(
            tab.page.view.may_edit,
            rx.fragment(
                _act("pencil", _("Rename or describe "), file.name, tab.form.start(file.id)),
                _mark(tab, file),
                _act("trash-2", _("Delete "), file.name, tab.page.delete(file.id)),
            ),
        ),
        class_name="row",
    )


def _mark(tab: FilesTab, file: FileLine) -> rx.Component:
    """A button that stays pressed while the file goes with invoices."""
    return rx.el.button(
        rx.icon("receipt-text"),
        type="button",
        class_name="btn ghost icon s1 mark",
        aria_label=said(_("Goes with invoices: "), file.name),
        title=_("Goes with invoices"),
        aria_pressed=rx.cond(file.with_invoices, "true", "false"),
        on_click=tab.page.mark(file.id, ~rx.Var.create(file.with_invoices)),
    )


def _act(icon: str, words: str, name: str, chosen: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon),
        type="button",
        class_name="btn ghost icon s1",
        aria_label=said(words, name),
        title=words.strip(),
        on_click=chosen,
    )


def said(words: str, name: str) -> rx.Var[str]:
    """What a button does to which file."""
    return rx.Var.create(words).to(str) + rx.Var.create(name).to(str)


def _more(tab: FilesTab) -> rx.Component:
    return rx.el.div(
        rx.el.button(
            _("Show more"), type="button", class_name="btn outline", on_click=tab.page.show_more
        ),
        class_name="body",
    )
