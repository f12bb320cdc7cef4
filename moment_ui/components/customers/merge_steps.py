"""The four steps of a merge: who stays, which fields, what moves, and the last word."""

import reflex as rx

from moment_ui.components.card import callout, card, card_body
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.customers.merge_lines import MoveLine, QuestionLine
from moment_ui.state.customers.merge import MergeState as Merge

View = Merge.view


def steps() -> rx.Component:
    """Where one is; each step is a link, once there are two customers."""
    return rx.el.ol(
        _step(1, _("Choose who stays"), rx.cond(Merge.phase == "compare", Merge.name, "")),
        _step(2, _("Choose the fields"), View.taken),
        _step(3, _("See what moves"), View.moved),
        _step(4, _("Confirm"), _("Can be undone for 30 days")),
        class_name="steps",
        aria_label=_("Steps"),
    )


def _step(number: int, title: str, text: str | rx.Var[str]) -> rx.Component:
    done, now = Merge.step > number, Merge.step == number
    link = page_link(title, to=Merge.steps[number - 1])
    return rx.el.li(
        rx.el.i(rx.cond(done, rx.icon("check"), str(number)), aria_hidden="true"),
        rx.el.span(rx.cond(Merge.phase == "compare", link, title), class_name="t"),
        rx.el.span(text, class_name="d only-wide"),
        class_name=rx.cond(now, "now", rx.cond(done, "done", "")),
        aria_current=rx.cond(now, "step", "false"),
    )


def who_stays() -> rx.Component:
    """The two customers, and which of them goes on."""
    return card(
        _("Who stays?"),
        rx.el.ul(
            _one(View.stays_id, View.stays_number, View.stays, _("Stays"), "badge info"),
            _one(View.goes_id, View.goes_number, View.goes, _("Becomes an alias"), "badge"),
            class_name="two-sides",
        ),
        rx.el.footer(swap()),
        note=_("Its number stays; the other's goes on finding it."),
    )


def _one(
    key: rx.Var[int], number: rx.Var[str], name: rx.Var[str], word: str, css: str
) -> rx.Component:
    return rx.el.li(
        rx.el.span(word, class_name=css),
        page_link(name, to=f"{Merge.company}/customers/{key}", class_name="link medium"),
        rx.el.span(number, class_name="quiet tn"),
    )


def swap() -> rx.Component:
    """The other one stays, with what is proposed then."""
    return page_link(
        rx.icon("arrow-up-down"),
        _("Swap who stays"),
        to=Merge.swapped,
        class_name="btn ghost s1",
        replace=True,
    )


def what_moves() -> rx.Component:
    """Every kind of row that moves; a count opens the rows as they are now."""
    return rx.el.section(
        rx.el.header(rx.el.h2(_("What moves to "), View.stays_number)),
        card_body(rx.el.ul(rx.foreach(View.moves, _move), class_name="moves")),
        class_name="card",
    )


def _move(line: MoveLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.label, " ", rx.el.span(line.note, class_name="quiet small")),
        rx.cond(
            line.href != "",
            page_link(
                line.count,
                to=Merge.company + line.href,
                class_name="num link",
                aria_label=f"{line.label}: {line.count}",
            ),
            rx.el.span(line.count, class_name="num"),
        ),
        key=line.label,
        class_name=line.css,
    )


def what_to_know() -> rx.Component:
    """That it can be undone, and which drafts change."""
    return rx.fragment(
        callout(
            rx.el.span(_("Undo until "), View.until, ".", class_name="medium"),
            " ",
            _("The number"),
            " ",
            View.goes_number,
            " ",
            _("keeps working in search and imports. The merge is written to the log."),
        ),
        rx.cond(
            View.drafts != "",
            callout(
                rx.el.span(View.drafts, class_name="medium"),
                " ",
                _("They get the chosen name and address."),
                " ",
                page_link(
                    _("See the drafts"),
                    to=f"{Merge.company}/finances/invoices?customer={View.goes_id}&state=draft",
                ),
                tone="warn",
            ),
        ),
    )


def last_word() -> rx.Component:
    """What happens now, and what must be confirmed."""
    return card(
        _("Merge"),
        card_body(
            rx.el.p(
                rx.el.span(View.goes_number, " ", View.goes, class_name="medium"),
                " ",
                _("becomes a part of"),
                " ",
                rx.el.span(View.stays_number, " ", View.stays, class_name="medium"),
                ". ",
                View.moved,
                ". ",
                _("Invoices that were issued keep what is printed on them."),
            ),
            rx.cond(
                View.changes.length() > 0,
                rx.fragment(
                    rx.el.p(_("Taken from "), View.goes_number, ":", class_name="medium"),
                    rx.el.ul(rx.foreach(View.changes, rx.el.li)),
                ),
            ),
            rx.foreach(View.questions, _question),
        ),
    )


def _question(question: QuestionLine) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="checkbox",
            checked=Merge.confirmed.contains(question.key),
            on_change=lambda yes: Merge.confirm(question.key, yes),
        ),
        rx.el.span(question.text),
        key=question.key,
        class_name="question",
    )


def problems() -> rx.Component:
    """What stands in the way, and what somebody just changed."""
    return rx.fragment(
        rx.cond(Merge.changed != "", callout(Merge.changed, tone="warn")),
        rx.cond(Merge.problem != "", callout(Merge.problem, tone="bad")),
        rx.cond(
            View.errors.length() > 0,
            callout(rx.el.ul(rx.foreach(View.errors, rx.el.li)), tone="bad"),
        ),
    )
