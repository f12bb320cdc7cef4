"""Who must act: the card at the right, and the same as the check at the end."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.partners.setup_view import TodoGroup, TodoLine
from moment_ui.state.partners.forms import AttachState
from moment_ui.state.partners.setup import PartnersState as Partners

VIEW: Any = Partners.view


def who_must_act() -> rx.Component:
    """What is left and what is done, by company."""
    return rx.el.aside(
        rx.el.header(
            rx.el.h2(_("Who must act")),
            rx.el.span(VIEW.left, class_name="push quiet small", role="status"),
        ),
        rx.el.ul(rx.foreach(VIEW.todo, _group), class_name="todo"),
        rx.el.p(
            _("This page moves by itself when the others act."), class_name="small quiet card-foot"
        ),
        class_name="card",
    )


def check() -> rx.Component:
    """A dry run: everything that is missing, and who must do it; nothing is changed by looking."""
    return card(
        _("Check"),
        rx.cond(
            VIEW.missing == 0,
            rx.el.div(
                callout(
                    rx.el.p(_("Nothing is missing."), class_name="medium"),
                    rx.el.p(
                        rx.cond(
                            VIEW.checked != "",
                            rx.fragment(_("Finished on "), VIEW.checked, "."),
                            _("Both sides have done everything; no operator is needed."),
                        )
                    ),
                    tone="good",
                ),
                class_name="body",
            ),
        ),
        rx.el.ul(rx.foreach(VIEW.todo, _group), class_name="todo"),
        rx.el.p(
            _(
                "Shared: projects and hours, customers, tasks, expenses, rates and number series. "
                "Routines are outside what this product does, and are not shared."
            ),
            class_name="small quiet card-foot",
        ),
        rx.cond(
            VIEW.checked == "",
            rx.el.div(
                rx.el.button(
                    _("Finish the set-up"),
                    type="button",
                    class_name="btn solid",
                    disabled=VIEW.missing > 0,
                    on_click=Partners.finish,
                ),
                class_name="body row",
            ),
        ),
        note=VIEW.left,
    )


def _group(group: TodoGroup) -> rx.Component:
    return rx.fragment(
        rx.el.li(group.name, class_name="who"),
        rx.foreach(group.lines, _line),
        rx.cond(
            group.nothing_left,
            rx.el.li(
                rx.icon("circle-check", class_name="good"),
                rx.el.span(_("Nothing left to do")),
                rx.el.span(),
                class_name="done",
            ),
        ),
        key=group.id,
    )


def _line(line: TodoLine) -> rx.Component:
    return rx.el.li(
        rx.match(
            line.mark,
            ("done", rx.icon("circle-check", class_name="good")),
            ("wait", rx.icon("hourglass", class_name="warn")),
            rx.icon("circle", class_name="quiet"),
        ),
        rx.el.div(
            rx.cond(line.mark == "done", rx.el.span(_("Done: "), class_name="vh")),
            rx.el.span(line.text, class_name=rx.cond(line.mark == "done", "", "medium")),
            rx.cond(line.note != "", rx.el.div(line.note, class_name="small quiet")),
        ),
        rx.cond(line.mark == "done", rx.el.span(line.at, class_name="small tn"), _act(line)),
        key=line.key,
        class_name=line.mark,
    )


def _act(line: TodoLine) -> rx.Component:
    return rx.fragment(
        rx.match(
            line.act,
            (
                "attach",
                rx.el.button(
                    line.word,
                    type="button",
                    class_name="btn solid s1",
                    aria_label=line.text,
                    on_click=AttachState.start(line.company),
                ),
            ),
            (
                "remind",
                rx.el.button(
                    line.word,
                    type="button",
                    class_name="btn outline s1",
                    on_click=Partners.remind(line.company),
                ),
            ),
            (
                "resume",
                rx.el.button(
                    line.word, type="button", class_name="btn solid s1", on_click=Partners.resume
                ),
            ),
            ("open", page_link(line.word, to=line.href, class_name="btn outline s1")),
            ("step", page_link(line.word, to=line.href, class_name="btn outline s1")),
            rx.el.span(),
        )
    )
