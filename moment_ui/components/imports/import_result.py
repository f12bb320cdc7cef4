"""What a check found and what an import did."""

import reflex as rx

from moment_ui.components.card import callout, card, card_body
from moment_ui.components.imports.import_steps import another_file, mended_file
from moment_ui.components.link import page_link
from moment_ui.components.states import working
from moment_ui.core.words import _
from moment_ui.state.imports.import_views import ProblemView
from moment_ui.state.imports.imports import ImportState


def working_step() -> rx.Component:
    """How far it is, and a way to stop."""
    return working(
        ImportState.file_name,
        ImportState.progress,
        ImportState.percent,
        cancel=ImportState.cancel,
        help_text=_("Cancelling leaves nothing behind. You can go on working elsewhere."),
    )


def checked_step() -> rx.Component:
    """What the check found: counts, what is wrong, and the ways to go on."""
    outcome = ImportState.outcome
    return rx.fragment(
        _counts(),
        rx.cond(
            outcome.has_refused,
            callout(
                rx.el.span(
                    _("Some rows are wrong, and nothing was written. "), class_name="medium"
                ),
                _("Mend the file and upload it again, or leave the wrong rows out."),
                tone="warn",
            ),
            rx.cond(
                outcome.has_work,
                callout(_("Every row is right."), tone="good"),
                callout(_("Everything in the file is there already, unchanged.")),
            ),
        ),
        rx.cond(outcome.has_refused, _problems_card()),
        rx.el.div(
            rx.el.button(
                _("Back to the columns"),
                type="button",
                class_name="btn outline",
                on_click=ImportState.back_to_columns,
            ),
            rx.cond(outcome.has_refused, mended_file(), another_file("btn ghost")),
            rx.el.span(class_name="push"),
            rx.cond(
                outcome.has_work,
                rx.el.button(
                    rx.cond(outcome.has_refused, outcome.go_without, outcome.go),
                    type="button",
                    class_name=rx.cond(outcome.has_refused, "btn outline", "btn solid"),
                    on_click=ImportState.import_file(outcome.has_refused),
                ),
            ),
            class_name="row wrap",
        ),
    )


def _counts() -> rx.Component:
    outcome = ImportState.outcome
    figures = (
        (_("Rows read"), outcome.rows),
        (_("New {things}").format(things=outcome.things), outcome.created),
        (_("Changed {things}").format(things=outcome.things), outcome.updated),
        (_("Unchanged {things}").format(things=outcome.things), outcome.unchanged),
        (_("Rows refused"), outcome.refused),
    )
    return rx.fragment(
        rx.el.div(
            *[
                rx.el.div(
                    rx.el.span(label, class_name="label"),
                    rx.el.span(value, class_name="figure tn"),
                )
                for label, value in figures
            ],
            class_name="strip five",
            role="status",
        ),
        rx.cond(outcome.sums != "", rx.el.p(outcome.sums, class_name="sums quiet")),
    )


def _problems_card() -> rx.Component:
    return card(
        _("What is wrong"),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(_("Row"), scope="col", class_name="num"),
                        rx.el.th(_("Column"), scope="col"),
                        rx.el.th(_("In the file"), scope="col"),
                        rx.el.th(_("Reason"), scope="col"),
                    )
                ),
                rx.el.tbody(rx.foreach(ImportState.outcome.problems, _problem)),
                class_name="report-table problems",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=_("What is wrong"),
        ),
        rx.cond(
            ImportState.outcome.more != "",
            card_body(rx.el.p(ImportState.outcome.more, class_name="quiet")),
        ),
        actions=(
            rx.el.button(
                rx.icon("download", class_name="sm"),
                _("All as CSV"),
                type="button",
                class_name="btn ghost s1",
                on_click=ImportState.download_problems,
            ),
        ),
    )


def _problem(problem: ProblemView) -> rx.Component:
    return rx.el.tr(
        rx.el.td(problem.row, class_name="num"),
        rx.el.td(problem.column),
        rx.el.td(problem.said, class_name="quiet said", title=problem.said),
        rx.el.td(problem.reason, class_name="reason"),
        key=problem.key,
    )


def done_step() -> rx.Component:
    """It is done: what it did, and where to see it."""
    outcome = ImportState.outcome
    return rx.fragment(
        _counts(),
        callout(
            rx.el.span(_("The file is imported. "), class_name="medium"),
            ImportState.outcome.speed,
            tone="good",
        ),
        rx.el.div(
            another_file("btn solid"),
            rx.cond(
                outcome.place != "",
                page_link(
                    _("See the {things}").format(things=outcome.place_name),
                    to=f"{ImportState.address}{outcome.place}",
                    class_name="btn outline",
                ),
            ),
            class_name="row",
        ),
    )
