"""Exports and messages at the lower right, in the pager's band; messages are said aloud."""

import reflex as rx

from moment_ui.components.lists.exports import exports_on_their_way
from moment_ui.core.words import _
from moment_ui.state.base import Notice, NoticeState


def notices() -> rx.Component:
    """The status region; it is always in the page, so that what appears in it is announced."""
    return rx.el.div(
        exports_on_their_way(),
        rx.el.div(
            rx.foreach(NoticeState.notices, _notice),
            class_name="said",
            role="status",
            aria_live="polite",
        ),
        class_name="notices",
    )


def _notice(notice: Notice) -> rx.Component:
    return rx.el.div(
        rx.match(
            notice.kind,
            ("success", rx.icon("check")),
            ("warning", rx.icon("triangle-alert")),
            ("error", rx.icon("circle-x")),
            rx.icon("info"),
        ),
        rx.el.span(notice.text, class_name="grow"),
        rx.cond(
            notice.undo,
            rx.el.button(
                _("Undo"),
                class_name="btn link s1",
                type="button",
                on_click=NoticeState.undo(notice.id),
            ),
        ),
        rx.el.button(
            rx.icon("x"),
            class_name="btn ghost icon s1",
            type="button",
            aria_label=_("Close the message"),
            custom_attrs={"data-close": ""},
            on_click=NoticeState.dismiss(notice.id),
        ),
        key=notice.id,
        custom_attrs={"data-passes": _passes(notice)},
        class_name=rx.match(
            notice.kind,
            ("success", "notice good"),
            ("warning", "notice warn"),
            ("error", "notice bad"),
            "notice",
        ),
    )


def _passes(notice: Notice) -> rx.Var[str]:
    """Good news goes by itself, slowly when it can be undone; what needs the reader stays."""
    good = (notice.kind == "success") | (notice.kind == "info")
    return rx.cond(good, rx.cond(notice.undo, "slowly", "soon"), rx.Var("undefined"))
