"""Finances → Payment reminders: what is overdue, by customer, and one mail to each."""

from typing import cast

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.ledger.mail_run import mail_run
from moment_ui.components.link import page_link
from moment_ui.components.lists.report_elements import box
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.core.words import _
from moment_ui.reports.ledger.reminder_view import DebtorView, OverdueLine, RemindersView
from moment_ui.state.ledger.reminders import HoldRemindersState
from moment_ui.state.ledger.reminders import RemindersState as Reminders

VIEW = cast("RemindersView", Reminders.view)
HEADS = (
    (_("Invoice"), ""),
    (_("Due"), "date"),
    (_("Late"), "num"),
    (_("Outstanding"), "num"),
    (_("Sent"), ""),
    (_("Next"), "grow"),
)
MAIL_HEADS = (
    (_("Invoice"), ""),
    (_("Due"), "date"),
    (_("Outstanding"), "num"),
    (_("Interest"), "num"),
    (_("Fee"), "num"),
    (_("Level"), ""),
)


def reminders() -> rx.Component:
    """The page with its dialogs."""
    return shell(
        page_head(
            _("Payment reminders"),
            rx.cond(Reminders.base != "", _ways()),
            rx.el.button(
                rx.icon("send"),
                _("Look and send"),
                rx.cond(Reminders.ticked, rx.fragment(" ", Reminders.ticked.length())),
                type="button",
                class_name="btn solid",
                disabled=Reminders.ticked.length() == 0,
                on_click=Reminders.look,
            ),
            note=VIEW.count,
            trail=crumbs((_("Finances"), ""), (_("Payment reminders"), "")),
        ),
        rx.cond(Reminders.phase == "failed", _failed()),
        rx.cond(Reminders.phase == "ready", _page()),
        mail_run(Reminders, MAIL_HEADS, _("Invoices in the mail")),
        _hold_dialog(),
        area="finances/reminders",
    )


def _ways() -> rx.Component:
    """The pages beside this one, once it is known in which company they lie."""
    return rx.fragment(
        page_link(
            rx.icon("mail-check"),
            _("Sent"),
            to=Reminders.base + "/finances/reminders/sent",
            class_name="btn outline",
        ),
        page_link(
            rx.icon("settings"),
            _("Levels and texts"),
            to=Reminders.base + "/setup/reminders",
            class_name="btn outline",
        ),
    )


def _failed() -> rx.Component:
    return failed(_("The reminders could not be read"), Reminders.problem, retry=Reminders.load)


def _page() -> rx.Component:
    return rx.el.div(
        rx.cond(
            VIEW.off,
            callout(
                rx.el.span(VIEW.off, " "),
                page_link(
                    _("Change that"),
                    to=f"{Reminders.base}{VIEW.off_link}",
                    class_name="link",
                ),
                tone="",
            ),
            rx.el.p(VIEW.on, class_name="quiet"),
        ),
        rx.cond(
            VIEW.warnings,
            callout(
                rx.foreach(VIEW.warnings, lambda text: rx.el.p(text, key=text)),
                page_link(
                    _("Levels and texts"), to=Reminders.base + "/setup/reminders", class_name="link"
                ),
                tone="warn",
            ),
        ),
        rx.el.div(
            rx.el.label(
                box(
                    checked=(Reminders.ticked.length() > 0),
                    on_change=Reminders.tick_all,
                ),
                _("All that may be reminded of"),
                class_name="check-line",
            ),
            rx.el.label(
                rx.el.span(_("Find a customer"), class_name="vh"),
                rx.el.span(
                    rx.icon("search"),
                    rx.el.input(
                        placeholder=_("Name or number"),
                        on_change=Reminders.find.debounce(200),
                        auto_complete="off",
                    ),
                    class_name="field",
                ),
                class_name="push",
            ),
            class_name="row reminder-tools",
        ),
        rx.cond(
            VIEW.debtors,
            rx.foreach(VIEW.debtors, _debtor),
            empty("party-popper", _("Nothing is overdue"), ""),
        ),
        rx.cond(VIEW.more, rx.el.p(VIEW.more, class_name="quiet")),
        class_name="content stack",
    )


def _debtor(debtor: DebtorView) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(
                page_link(
                    debtor.name,
                    to=f"{Reminders.base}/customers/{debtor.id}/ledger",
                )
            ),
            rx.el.span(debtor.number, class_name="quiet tn"),
            rx.cond(
                debtor.email,
                rx.el.span(debtor.email, class_name="quiet only-wide"),
                rx.el.span(_("No e-mail address"), class_name="warn"),
            ),
            rx.el.span(debtor.totals, class_name="push strong tn"),
        ),
        rx.el.div(
            rx.el.table(
                rx.el.caption(_("Overdue invoices of ") + debtor.name, class_name="vh"),
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(rx.el.span(_("Remind"), class_name="vh"), scope="col"),
                        *[rx.el.th(word, scope="col", class_name=css) for word, css in HEADS],
                        rx.el.th(
                            rx.el.span(_("Hold back"), class_name="vh"),
                            scope="col",
                            class_name="acts",
                        ),
                    )
                ),
                rx.el.tbody(rx.foreach(debtor.lines, _line)),
                class_name="report-table overdue-of-one",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=_("Overdue invoices of ") + debtor.name,
        ),
        key=debtor.id,
        class_name="card",
    )


def _line(line: OverdueLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            box(
                checked=Reminders.ticked.contains(line.id),
                on_change=lambda on: Reminders.tick(line.id, on),
                disabled=~line.may_tick,
                aria_label=_("Remind of ") + line.number,
            ),
            class_name="pick",
        ),
        rx.el.td(
            page_link(
                line.number,
                to=f"{Reminders.base}/finances/invoices/{line.id}",
            )
        ),
        rx.el.td(line.due, class_name="date"),
        rx.el.td(line.late, class_name="num bad"),
        rx.el.td(line.open, class_name="num"),
        rx.el.td(line.sent, class_name="quiet"),
        rx.el.td(
            line.next,
            rx.cond(line.note, rx.el.div(line.note, class_name="small " + line.note_tone)),
            class_name="grow",
        ),
        rx.el.td(
            rx.cond(
                line.held,
                rx.el.button(
                    _("Release"),
                    type="button",
                    class_name="btn ghost s1",
                    on_click=Reminders.release(line.id),
                    aria_label=_("Release the reminders of ") + line.number,
                ),
                rx.el.button(
                    _("Hold back"),
                    type="button",
                    class_name="btn ghost s1",
                    on_click=HoldRemindersState.start(line.id),
                    aria_label=_("Hold back reminders: ") + line.number,
                ),
            ),
            class_name="acts",
        ),
        key=line.id,
    )


def _hold_dialog() -> rx.Component:
    form = FormFields(HoldRemindersState)
    labels = {"why": _("Why")}
    return form_dialog(
        FormDialog(HoldRemindersState, _("Hold back reminders"), _("Hold back"), labels),
        form.text(
            "why",
            labels["why"],
            required=True,
            help_text=_("Disputed, or agreed upon: it stands on the page."),
            auto_focus=True,
        ),
    )
