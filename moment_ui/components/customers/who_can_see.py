"""The dialog that says who can see a customer, by role, and who cannot."""

import reflex as rx

from moment_ui.components.finder import finder
from moment_ui.core.words import _
from moment_ui.reports.customers.who_can_see import PersonLine, RoleLine
from moment_ui.state.customers.who_can_see import WhoCanSeeState as Who


def who_can_see_dialog() -> rx.Component:
    """Shows when its state says so."""
    nobody = ~Who.found.inside & ~Who.found.outside
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Who can see this?")),
            rx.dialog.description(Who.found.summary, class_name="quiet"),
            rx.cond(Who.found.many, _search()),
            rx.el.div(
                rx.foreach(Who.found.inside, _role),
                rx.cond(
                    Who.found.outside,
                    rx.fragment(
                        rx.el.h3(_("No access"), class_name="medium"),
                        rx.foreach(Who.found.outside, _role),
                    ),
                ),
                rx.cond(nobody, rx.el.p(_("Nobody of that name."), class_name="quiet")),
                class_name="onlookers",
                tab_index=0,
                role="region",
                aria_label=_("People by role"),
            ),
            rx.el.div(
                rx.dialog.close(
                    rx.el.button(
                        _("Close"),
                        type="button",
                        auto_focus=~Who.found.many,
                        class_name="btn outline",
                    )
                ),
                class_name="dialog-foot",
            ),
        ),
        open=Who.opened,
        on_open_change=Who.set_open,
    )


def _search() -> rx.Component:
    return finder(_("Find a person"), _("Name or e-mail"), Who.find, auto_focus=True)


def _role(line: RoleLine) -> rx.Component:
    return rx.el.section(
        rx.el.h3(line.role, " ", rx.el.span(line.count, class_name="quiet tn count")),
        rx.el.p(line.about, class_name="quiet small"),
        rx.el.ul(rx.foreach(line.people, _person)),
        key=line.id,
    )


def _person(line: PersonLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.name), rx.el.span(line.email, class_name="quiet small push"), key=line.id
    )
