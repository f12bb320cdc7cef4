"""What stands around the rows of invoicing options: groups, levels, search, the bar that saves."""

import reflex as rx

from moment_ui.components.page_form import page_foot
from moment_ui.components.tick import switch
from moment_ui.core.words import _
from moment_ui.reports.options_view import OptionGroup
from moment_ui.state.options.options_edited import OptionsPage

State = type[OptionsPage]
SENTENCE = _(
    "The most specific level wins. Drafts keep what they were made with until you choose Refresh "
    "draft."
)
STEPS = (
    ("company", "building-2", _("Company")),
    ("customer", "users", _("Customer")),
    ("project", "folder", _("Project")),
)


def options_contents(state: State) -> rx.Component:
    """The groups, with how many of each are set here."""

    def link(group: OptionGroup) -> rx.Component:
        return rx.el.a(
            group.label,
            rx.el.span(group.count, class_name="end tn"),
            href="#" + group.key,
            key=group.key,
        )

    return rx.el.nav(
        rx.foreach(state.toc, link), class_name="toc", aria_label=_("Groups of options")
    )


def options_top(state: State) -> rx.Component:
    """Which level wins, search, and the switch that leaves what is set here."""
    return rx.el.div(
        rx.el.div(
            *_levels(state),
            rx.el.span(SENTENCE, class_name="sentence"),
            rx.cond(
                state.may, "", rx.el.span(_("Your role reads these options."), class_name="medium")
            ),
            class_name="levels",
        ),
        rx.el.div(
            rx.el.span(
                rx.icon("search"),
                rx.el.input(
                    type="search",
                    placeholder=_("Find an option"),
                    aria_label=_("Find an option"),
                    default_value=state.wanted,
                    on_change=state.find.debounce(150),
                    auto_complete="off",
                    key=state.asked.to_string(),
                ),
                class_name="field",
            ),
            rx.el.label(
                switch(on=state.only, chosen=state.show_only),
                rx.el.span(_("Only those set here"), " (", state.set_here, ")"),
                class_name="row small nowrap",
            ),
            class_name="option-tools",
        ),
        class_name="options-top",
    )


def _levels(state: State) -> list[rx.Component]:
    shown: list[rx.Component] = []
    for key, icon, word in STEPS:
        if shown:
            shown.append(rx.icon("arrow-right"))
        here = "row medium" if key == state.level.value else "row"
        shown.append(rx.el.span(rx.icon(icon), word, class_name=here))
    return shown


def options_foot(state: State) -> rx.Component:
    """What is not saved, and the question of somebody who leaves all the same."""
    shown = (state.unsaved != "") | (state.editing.length() > 0)
    return page_foot(state, _("Save options"), shown=shown)
