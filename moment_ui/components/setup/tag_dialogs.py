"""The dialogs of Setup → Tags: a group, a tag, merging one into another, deleting one."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.reports.marks import tag_look
from moment_ui.reports.setup.tag_setup import COLOURS
from moment_ui.state.setup.tag_forms import MergeTagState, TagGroupState, TagState
from moment_ui.state.setup.tag_setup import TagSetupState as Tags


def tag_dialogs() -> rx.Component:
    """All of them; each shows when its state says so."""
    return rx.fragment(_group(), _tag(), _merge(), _delete())


def _group() -> rx.Component:
    form = FormFields(TagGroupState)
    title = rx.cond(TagGroupState.editing, _("Rename the group"), _("New group"))
    return form_dialog(
        FormDialog(TagGroupState, title, _("Save"), {"name": _("Name")}),
        form.text("name", _("Name"), required=True, help_text=_("Such as Sector or Relation.")),
    )


def _tag() -> rx.Component:
    form = FormFields(TagState)
    labels = {"name": _("Name"), "code": _("Code"), "colour": _("Colour"), "group": _("Group")}
    title = rx.cond(TagState.editing, _("Edit the tag"), _("New tag"))
    return form_dialog(
        FormDialog(TagState, title, _("Save"), labels),
        form.text("name", labels["name"], required=True),
        form.text(
            "code",
            labels["code"],
            help_text=_("What exports write, such as an account. Once in a group."),
        ),
        form.group(labels["colour"], _swatches(), key="colour"),
        rx.cond(TagState.editing, form.choice("group", labels["group"], TagState.choices)),
    )


def _swatches() -> rx.Component:
    return rx.el.div(
        *[
            rx.el.label(
                rx.el.input(
                    type="radio",
                    name="colour",
                    value=key,
                    default_checked=TagState.values["colour"] == key,
                ),
                rx.el.span(word, class_name=tag_look(key)),
            )
            for key, word in COLOURS
        ],
        class_name="swatches",
    )


def _merge() -> rx.Component:
    form = FormFields(MergeTagState)
    return form_dialog(
        FormDialog(
            MergeTagState,
            rx.Var.create(_("Merge ")).to(str) + MergeTagState.name,
            _("Merge"),
            {"into": _("Into")},
        ),
        rx.el.p(
            _("Everything with this tag gets the other one instead. Saved filters follow."),
            class_name="quiet",
        ),
        form.choice(
            "into",
            _("Into"),
            MergeTagState.choices,
            required=True,
            on_change=MergeTagState.choose,
        ),
        rx.cond(
            MergeTagState.uses != "",
            callout(MergeTagState.uses),
        ),
    )


def _delete() -> rx.Component:
    removal = Tags.removal
    return rx.alert_dialog.root(
        rx.alert_dialog.content(
            rx.alert_dialog.title(removal.title),
            rx.alert_dialog.description(removal.uses),
            rx.el.div(
                rx.alert_dialog.cancel(
                    rx.el.button(_("Cancel"), type="button", class_name="btn outline")
                ),
                rx.el.button(
                    _("Delete the tag"),
                    type="button",
                    class_name="btn danger",
                    on_click=Tags.delete,
                ),
                class_name="dialog-foot",
            ),
        ),
        open=Tags.asking,
        on_open_change=Tags.set_asking,
    )
