"""The bell: a count of what waits, and a panel that says what."""

import reflex as rx

from moment_ui.components.link import file_link, page_link
from moment_ui.core.words import _
from moment_ui.reports.bell_line import NewsLine
from moment_ui.state.bell import BellState


def bell() -> rx.Component:
    """A button with a dot while something waits; its panel holds links to it."""
    return rx.popover.root(
        rx.popover.trigger(
            rx.el.button(
                rx.icon("bell"),
                class_name=rx.cond(BellState.waiting > 0, "btn ghost icon dot", "btn ghost icon"),
                type="button",
                aria_label=rx.cond(
                    BellState.waiting > 0,
                    _("Notifications, {count} waiting").format(count=BellState.waiting),
                    _("Notifications, none waiting"),
                ),
            )
        ),
        rx.popover.content(
            rx.el.h2(_("Notifications")),
            rx.cond(
                BellState.lines,
                rx.foreach(BellState.lines, _line),
                rx.el.p(
                    _(
                        "Nothing waits for you. Invoices that are to go to accounting, answers to your "
                        "offers, and files you have asked for, show here by themselves."
                    ),
                    class_name="menu-note",
                ),
            ),
            align="end",
            class_name="menu bell",
        ),
    )


def _line(line: NewsLine) -> rx.Component:
    content = [
        rx.match(
            line.kind,
            ("accounting", rx.icon("send")),
            ("rejected", rx.icon("triangle-alert")),
            ("hours", rx.icon("clock")),
            ("claims", rx.icon("ticket")),
            ("file", rx.icon("download")),
            ("offer", rx.icon("file-text")),
            ("draft", rx.icon("circle-check")),
            ("register", rx.icon("building-2")),
            ("partner", rx.icon("handshake")),
            ("shared", rx.icon("network")),
            rx.icon("upload"),
        ),
        rx.el.span(
            rx.el.span(line.title, class_name="medium block"),
            rx.el.span(line.note, class_name="quiet block"),
            class_name="grow",
        ),
        rx.cond(line.count != "", rx.el.span(line.count, class_name="badge info tn")),
    ]
    return rx.cond(
        line.file,
        file_link(*content, href=line.href, class_name="item", key=line.key),
        rx.popover.close(page_link(*content, to=line.href, class_name="item", key=line.key)),
    )
