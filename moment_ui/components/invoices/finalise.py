"""The dialogs of an invoice's page: finalising with what stands in the way, crediting, returning."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.invoices.credit_dialog import credit_dialog
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.invoices.draft_view import ProblemView
from moment_ui.state.invoices.credit_forms import ReturnDraftState
from moment_ui.state.invoices.invoice import InvoiceState as Page

EDIT = Page.shown.edit


def invoice_dialogs() -> rx.Component:
    """All of them; each shows when its state says so."""
    return rx.fragment(_finalise(), credit_dialog(), _return())


def _finalise() -> rx.Component:
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(
                rx.cond(
                    Page.shown.credit_note, _("Finalise the credit note"), _("Finalise the invoice")
                )
            ),
            rx.el.div(
                rx.el.p(
                    _(
                        "It gets the next number, and what is printed is kept. Afterwards only a "
                        "credit note corrects it."
                    )
                ),
                rx.cond(EDIT.shares != "", callout(EDIT.shares)),
                rx.cond(Page.problems, _problems()),
                rx.el.div(
                    rx.dialog.close(
                        rx.el.button(_("Cancel"), type="button", class_name="btn outline")
                    ),
                    rx.el.button(
                        rx.cond(Page.problems & ~Page.stopped, _("Finalise anyway"), _("Finalise")),
                        type="button",
                        class_name="btn solid",
                        disabled=Page.stopped,
                        on_click=Page.finalise,
                        custom_attrs={"data-hotkey": rx.cond(Page.problems, "", "Ctrl+Enter")},
                    ),
                    class_name="row foot",
                ),
                class_name="form",
            ),
            custom_attrs={"aria-describedby": ""},
        ),
        open=Page.asking & Page.shown.draft & (Page.phase == "ready"),
        on_open_change=Page.set_asking,
    )


def _problems() -> rx.Component:
    return rx.el.ul(rx.foreach(Page.problems, _problem), class_name="problems")


def _problem(problem: ProblemView) -> rx.Component:
    return rx.el.li(
        rx.el.span(
            rx.cond(problem.stops, _("Stops"), _("Asks")),
            class_name=rx.cond(problem.stops, "status bad square", "status warn half"),
        ),
        rx.el.span(problem.text, class_name="grow"),
        rx.cond(
            problem.link != "",
            page_link(problem.mend, to=Page.base + problem.link),
            rx.cond(
                problem.field != "",
                rx.el.button(
                    problem.mend,
                    type="button",
                    class_name="btn ghost s1",
                    on_click=Page.mend(problem.line_id),
                    custom_attrs={"data-focus": problem.field},
                ),
                rx.el.button(
                    problem.mend,
                    type="button",
                    class_name="btn ghost s1",
                    on_click=Page.ask_approval,
                ),
            ),
        ),
        key=problem.text,
    )


def _return() -> rx.Component:
    form = FormFields(ReturnDraftState)
    return form_dialog(
        FormDialog(ReturnDraftState, _("Return the draft"), _("Return"), {"note": _("Comment")}),
        form.area("note", _("What shall be changed"), rows=4),
    )
