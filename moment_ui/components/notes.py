"""Notes on a customer's or a project's page: the card, and the form."""

from dataclasses import dataclass

import reflex as rx

from moment_ui.components.card import add_button, card, nothing_yet, small_button
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.reports.notes import NoteLine
from moment_ui.state.notes import NoteForm


@dataclass(frozen=True, slots=True)
class NotesView:
    """The notes of one kind of page: what is shown, who may change it, and the form."""

    form: type[NoteForm]
    notes: rx.Var[list[NoteLine]]
    may_edit: rx.Var[bool]


def notes_card(place: NotesView) -> rx.Component:
    """What one should know, pinned notes first."""
    return card(
        _("Notes"),
        rx.cond(
            place.notes,
            rx.foreach(place.notes, lambda note: _note(place, note)),
            nothing_yet(_("No notes yet.")),
        ),
        actions=(rx.cond(place.may_edit, add_button(_("New note"), place.form.start)),),
    )


def note_dialog(place: NotesView) -> rx.Component:
    """A note being written or changed."""
    form = FormFields(place.form)
    title = rx.cond(place.form.editing, _("Edit the note"), _("New note"))
    return form_dialog(
        FormDialog(place.form, title, _("Save"), {"text": _("Note")}),
        form.area("text", _("Note"), required=True, rows=6),
    )


def _note(place: NotesView, note: NoteLine) -> rx.Component:
    form = place.form
    pinned = rx.cond(note.pinned, rx.fragment(rx.icon("pin"), _("Pinned, ")))
    return rx.el.div(
        rx.el.div(
            rx.el.p(note.text),
            rx.el.p(pinned, note.by, class_name="quiet small by"),
            class_name="grow",
        ),
        rx.cond(
            place.may_edit,
            rx.el.span(
                rx.cond(
                    note.pinned,
                    small_button("pin-off", _("Unpin the note"), "", form.pin(note.id, False)),
                    small_button("pin", _("Pin the note"), "", form.pin(note.id, True)),
                ),
                small_button("pencil", _("Edit the note"), "", form.edit(note.id)),
                small_button("x", _("Remove the note"), "", form.remove(note.id)),
                class_name="on-hover",
            ),
        ),
        key=note.id,
        class_name="note",
    )
