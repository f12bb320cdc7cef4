"""Who a customer may be merged with: its likely duplicates first, or any other."""

import reflex as rx

from moment_ui.components.card import card, card_body
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.customers.merge_lines import CandidateLine
from moment_ui.state.customers.merge import MergeState as Merge

WAIT_MS = 150


def choose_other() -> rx.Component:
    """Likely duplicates with their reasons, then a search."""
    return rx.el.div(
        card(
            _("Likely duplicates"),
            rx.cond(
                Merge.candidates.length() > 0,
                rx.el.ul(rx.foreach(Merge.candidates, _candidate), class_name="duplicates"),
                card_body(rx.el.p(_("No other customer looks like this one."), class_name="quiet")),
            ),
        ),
        card(
            _("Another customer"),
            card_body(
                rx.el.label(
                    rx.icon("search", class_name="sm"),
                    rx.el.input(
                        type="search",
                        placeholder=_("Number or name"),
                        aria_label=_("Find another customer"),
                        auto_complete="off",
                        on_change=Merge.find.debounce(WAIT_MS),
                    ),
                    class_name="field",
                ),
                rx.el.ul(
                    rx.foreach(
                        Merge.hits,
                        lambda hit: rx.el.li(
                            page_link(hit[1], to=_merge_with(hit[0]), class_name="link"),
                            key=hit[0],
                        ),
                    ),
                    class_name="plain-hits",
                    role="list",
                    aria_live="polite",
                ),
                rx.cond(
                    (Merge.asked != "") & (Merge.hits.length() == 0),
                    rx.el.p(_("Nobody found."), class_name="quiet", role="status"),
                ),
            ),
        ),
        class_name="stack",
    )


def _merge_with(key: rx.Var[int] | int) -> rx.Var[str]:
    return Merge.company + f"/customers/{Merge.customer_id}/merge?with={key}"


def _candidate(line: CandidateLine) -> rx.Component:
    return rx.el.li(
        candidate_text(line),
        rx.el.span(line.strength, class_name=line.strength_css),
        page_link(
            _("Compare"),
            to=_merge_with(line.id),
            class_name="btn outline s1",
            aria_label=f"{_('Compare')}: {line.name}",
        ),
        key=line.id,
    )


def candidate_text(line: CandidateLine) -> rx.Component:
    """A customer's name and number, and under it what is known and what stands on it."""
    return rx.el.div(
        rx.el.div(
            page_link(
                line.name, to=f"{Merge.company}/customers/{line.id}", class_name="link medium"
            ),
            " ",
            rx.el.span(line.number, class_name="quiet tn"),
        ),
        rx.el.div(line.about, class_name="quiet small"),
        rx.el.div(
            line.holds,
            rx.cond(line.reasons != "", " · " + line.reasons, ""),
            class_name="quiet small",
        ),
        class_name="grow",
    )
