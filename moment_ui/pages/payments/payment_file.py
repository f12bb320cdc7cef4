"""Finances → Payment files → one file: what would be posted, what is in doubt, post, undo."""

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.link import file_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.payments.attach_payment import bank_entry_dialogs
from moment_ui.components.payments.bank_entries import entries_table, pager
from moment_ui.components.shell import shell
from moment_ui.components.states import failed, working
from moment_ui.core.words import _
from moment_ui.reports.payments.bank_view import GroupView
from moment_ui.state.payments.payment_file import PaymentFileState as State


def payment_file() -> rx.Component:
    """The file's facts, its groups and its payments."""
    return shell(
        page_head(
            rx.cond(State.shown.title != "", State.shown.title, _("Payment file")),
            rx.cond(State.phase == "ready", _acts()),
            note=rx.el.span(State.shown.state, class_name=["status", State.shown.tone]),
            trail=crumbs(
                (_("Finances"), ""),
                (_("Payment files"), State.base + "/finances/payment-files"),
                (State.shown.title, ""),
            ),
        ),
        rx.el.div(
            rx.cond(
                State.phase == "failed",
                failed(_("The file cannot be shown"), State.problem, retry=State.load),
            ),
            rx.cond(State.phase == "working", _working()),
            rx.cond((State.phase == "ready") | (State.phase == "working"), _shown()),
            class_name="content stack",
        ),
        _undo_dialog(),
        bank_entry_dialogs(),
        area="finances/payment-files",
    )


def _acts() -> rx.Component:
    return rx.fragment(
        rx.cond(
            State.shown.has_original,
            file_link(
                rx.icon("download"),
                _("Original file"),
                href="/api/payment-files" + State.base + "/" + State.shown.id.to_string(),
                class_name="btn ghost",
            ),
        ),
        rx.cond(
            State.shown.removable,
            rx.el.button(
                _("Remove the file"), type="button", class_name="btn ghost", on_click=State.remove
            ),
        ),
        rx.el.button(
            _("Match again"),
            type="button",
            class_name="btn outline",
            title=_("Look for the invoices of payments in doubt once more"),
            on_click=State.match,
        ),
        rx.cond(
            State.shown.undo != "",
            rx.el.button(
                rx.icon("undo-2"),
                _("Undo…"),
                type="button",
                class_name="btn outline",
                on_click=State.ask_undo,
            ),
        ),
        rx.cond(
            State.shown.post != "",
            rx.el.button(
                State.shown.post, type="button", class_name="btn solid", on_click=State.post
            ),
        ),
    )


def _shown() -> rx.Component:
    return rx.fragment(
        rx.cond(
            State.shown.elsewhere != "",
            callout(
                _(
                    "Payments came to {account}, which is not among the company’s accounts. They are not posted. "
                ).format(account=State.shown.elsewhere),
                rx.cond(
                    State.may_setup,
                    rx.el.button(
                        _("This account is ours"),
                        type="button",
                        class_name="btn outline s1",
                        on_click=State.take_account,
                    ),
                ),
                tone="warn",
            ),
        ),
        rx.cond(State.shown.news != "", callout(State.shown.news, tone="warn")),
        rx.cond(State.shown.kept != "", callout(State.shown.kept)),
        rx.el.div(
            rx.foreach(State.shown.groups, _group),
            class_name="strip groups",
            role="group",
            aria_label=_("Payments by state"),
        ),
        rx.el.div(
            card(
                _("Payments"),
                rx.cond(
                    State.lines.length() > 0,
                    entries_table(State, State.lines, _("Payments of the file")),
                    rx.el.p(_("None of this kind."), class_name="body quiet"),
                ),
                pager(State),
                note=rx.cond(
                    State.group != "", _("Some of them; click the group again for all."), ""
                ),
            ),
            card(
                _("The file"),
                rx.el.dl(
                    rx.foreach(
                        State.shown.facts,
                        lambda pair: rx.fragment(rx.el.dt(pair[0]), rx.el.dd(pair[1])),
                    ),
                    class_name="facts body",
                ),
            ),
            class_name="bank-file",
        ),
    )


def _group(group: GroupView) -> rx.Component:
    return rx.el.button(
        rx.el.span(rx.el.span(group.label, class_name=["status", group.tone]), class_name="label"),
        rx.el.span(group.count, class_name="figure tn"),
        rx.el.span(group.sums, class_name="quiet small tn"),
        type="button",
        aria_pressed=rx.cond(State.group == group.key, "true", "false"),
        on_click=State.show_group(group.key),
        key=group.key,
    )


def _working() -> rx.Component:
    return working(
        State.shown.title,
        State.progress,
        State.percent,
        cancel=State.cancel,
        help_text=_("Cancelling leaves nothing behind. You can go on working elsewhere."),
    )


def _undo_dialog() -> rx.Component:
    return rx.alert_dialog.root(
        rx.alert_dialog.content(
            rx.alert_dialog.title(_("Undo {name}?").format(name=State.shown.title)),
            rx.alert_dialog.description(
                _(
                    "Each payment gets its opposite, so that the books show both. The file can be posted "
                    "again."
                )
            ),
            rx.cond(
                State.shown.kept != "",
                rx.el.div(callout(State.shown.kept, tone="warn"), class_name="reasons"),
            ),
            rx.el.div(
                rx.alert_dialog.cancel(
                    rx.el.button(_("Leave it"), type="button", class_name="btn outline")
                ),
                rx.el.button(
                    State.shown.undo, type="button", class_name="btn danger", on_click=State.undo
                ),
                class_name="dialog-foot",
            ),
        ),
        open=State.asked,
        on_open_change=State.set_asked,
    )
