"""The dialog that shows what refreshing a draft's lines changes, before it does."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.core.words import _
from moment_ui.reports.invoices.refresh_view import ChangeLine
from moment_ui.state.invoices.refresh_lines import RefreshLinesState as Refresh


def refresh_lines_dialog() -> rx.Component:
    """Line by line: before and after, and what was edited by hand."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Take hours and rates anew")),
            rx.el.div(
                rx.cond(Refresh.problem != "", callout(Refresh.problem, tone="bad")),
                rx.cond(
                    Refresh.lines,
                    rx.el.ul(rx.foreach(Refresh.lines, _line), class_name="blockers card"),
                    rx.el.p(_("Nothing has changed: the draft says what it bills.")),
                ),
                rx.el.div(
                    rx.el.button(
                        _("Cancel"), type="button", class_name="btn ghost", on_click=Refresh.close
                    ),
                    rx.cond(
                        Refresh.lines,
                        rx.el.button(
                            _("Take hours and rates anew"),
                            type="button",
                            class_name="btn solid",
                            on_click=Refresh.apply,
                            custom_attrs={"data-hotkey": "Ctrl+Enter"},
                        ),
                    ),
                    class_name="dialog-foot",
                ),
                class_name="form",
            ),
            custom_attrs={"aria-describedby": ""},
        ),
        open=Refresh.opened,
        on_open_change=Refresh.set_open,
    )


def _line(line: ChangeLine) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.div(
                rx.el.span(line.text, class_name="medium"),
                rx.el.span(line.word, class_name="quiet after"),
            ),
            rx.cond(
                line.before != "", rx.el.div(rx.el.s(line.before), class_name="quiet small tn")
            ),
            rx.cond(line.after != "", rx.el.div(line.after, class_name="small tn")),
            rx.cond(
                line.warned != "", rx.el.div(line.warned, class_name="status warn square small")
            ),
            class_name="grow",
        ),
        key=line.key,
    )
