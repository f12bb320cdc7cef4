"""What the pages of the ledger share: as of which day, and whether only what is open is shown."""

import reflex as rx

from moment_ui.components.lists.report import Words
from moment_ui.components.lists.report_elements import box
from moment_ui.core.words import _
from moment_ui.state.ledger.ledger import CustomerLedgerState as Ledger
from moment_ui.state.ledger.ledger import LedgerList, StandingView

WORDS = Words(
    icon="scale",
    nothing_yet=_("Nothing invoiced yet"),
    nothing_found=_("Nothing in this filter"),
    could_not_read=_("The ledger could not be read"),
)


def as_of(state: type[LedgerList]) -> rx.Component:
    """The day that the ledger is as of, and the switch for open items."""
    return rx.el.span(
        rx.el.label(
            rx.el.span(_("As of"), class_name="quiet"),
            rx.el.input(
                type="date",
                value=state.as_of,
                on_change=lambda day: state.type_bound("period", "high", day),
                class_name="field slim",
            ),
            class_name="row",
        ),
        rx.el.label(
            box(checked=state.only_open, on_change=state.show_open),
            _("Open items only"),
            class_name="check-line",
        ),
        class_name="row ledger-tools",
    )


def standings() -> rx.Component:
    """What the customer owes in each currency, by how late it is."""
    return rx.cond(
        Ledger.standings,
        rx.el.section(
            rx.foreach(Ledger.standings, _standing),
            class_name="standings",
            aria_label=_("Balance"),
        ),
    )


def _standing(standing: StandingView) -> rx.Component:
    return rx.el.dl(
        rx.el.div(
            rx.el.dt(_("Balance, ") + standing.currency),
            rx.el.dd(standing.balance, class_name="strong tn"),
        ),
        rx.cond(
            standing.overdue,
            rx.el.div(
                rx.el.dt(_("Overdue")), rx.el.dd(standing.overdue, class_name="bad strong tn")
            ),
        ),
        rx.foreach(
            standing.ages,
            lambda age: rx.el.div(rx.el.dt(age[0]), rx.el.dd(age[1], class_name="tn")),
        ),
        key=standing.currency,
        class_name="standing",
    )
