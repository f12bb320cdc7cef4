"""A customer's Merge page: two customers become one, in four steps."""

import reflex as rx

from moment_ui.components.customers.merge_choice import choose_other
from moment_ui.components.customers.merge_compare import compare
from moment_ui.components.customers.merge_steps import (
    last_word,
    problems,
    steps,
    what_moves,
    what_to_know,
    who_stays,
)
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.customers.merge import MergeState as Merge

NEXT = (_("Choose the fields"), _("See what moves"), _("Confirm"))


def merge() -> rx.Component:
    """The steps, the work of the step at the left, what moves at the right, the way on below."""
    return shell(
        page_head(
            _("Merge two customers"),
            trail=crumbs(
                (_("Customers"), Merge.company + "/customers"),
                (Merge.name, Merge.company + f"/customers/{Merge.customer_id}"),
                (_("Merge"), ""),
            ),
        ),
        rx.fragment(
            rx.match(
                Merge.phase,
                ("failed", failed(_("These cannot be merged"), Merge.problem, retry=Merge.load)),
                ("choose", rx.fragment(steps(), rx.el.div(choose_other(), class_name="content"))),
                ("compare", rx.fragment(steps(), _work(), _foot())),
                rx.el.div(class_name="content", aria_busy="true"),
            )
        ),
        area="customers",
    )


def _work() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.div(
                problems(),
                rx.match(
                    Merge.step,
                    (1, who_stays()),
                    (2, compare()),
                    (3, what_moves()),
                    last_word(),
                ),
                class_name="stack",
            ),
            rx.el.aside(
                rx.cond(Merge.step != 3, what_moves()),
                what_to_know(),
                class_name="stack",
                aria_label=_("What moves"),
            ),
            class_name="wizard",
        ),
        class_name="content",
    )


def _foot() -> rx.Component:
    return rx.el.div(
        page_link(
            _("Cancel"),
            to=Merge.company + f"/customers/{Merge.customer_id}",
            class_name="btn ghost",
        ),
        rx.el.span(class_name="push"),
        rx.cond(
            Merge.step > 1,
            page_link(_("Back"), to=Merge.steps[Merge.step - 2], class_name="btn outline"),
        ),
        rx.match(
            Merge.step,
            *[(step, _onward(step, word)) for step, word in enumerate(NEXT, 1)],
            rx.el.button(
                rx.icon("merge"),
                _("Merge"),
                type="button",
                class_name="btn solid",
                disabled=(Merge.confirmed.length() < Merge.view.questions.length())
                | (Merge.view.errors.length() > 0),
                on_click=Merge.merge,
                custom_attrs={"data-hotkey": "Ctrl+Enter", "aria-keyshortcuts": "Control+Enter"},
            ),
        ),
        class_name="foot-bar",
    )


def _onward(step: int, word: str) -> rx.Component:
    return page_link(word, rx.icon("arrow-right"), to=Merge.steps[step], class_name="btn solid")
