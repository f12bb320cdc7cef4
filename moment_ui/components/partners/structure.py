"""The file with an existing structure: where it is dropped, what the check says, and the button."""

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.drop_zone import drop_zone
from moment_ui.components.link import file_link, page_link
from moment_ui.components.plain_form import plain_form
from moment_ui.core.words import _
from moment_ui.state.partners.structure import FindingLine
from moment_ui.state.partners.structure import PartnerStructureState as Structure
from moment_ui.state.shell import ShellState


def choose() -> rx.Component:
    """What the file holds, the template, and the file."""
    return card(
        _("Bring an existing structure"),
        plain_form(
            rx.cond(Structure.problem != "", callout(Structure.problem, tone="bad")),
            rx.el.p(
                _(
                    "One row for each company and partner: group, database name, role (main or member), "
                    "partner, the customer number or org number it is kept by, and what is shared."
                )
            ),
            rx.el.p(
                _(
                    "Companies that you set up yourself are changed; all others are asked, and confirm "
                    "and attach themselves."
                ),
                class_name="quiet",
            ),
            drop_zone(
                _("Drop a CSV or Excel file here, or choose one"),
                _("Nothing is changed before you have seen the check. At most {megabytes} MB."),
                ".csv,.txt,.tsv,.xlsx",
            ),
            rx.el.div(
                rx.el.button(_("Upload and check"), type="submit", class_name="btn solid"),
                file_link(
                    rx.icon("download"),
                    _("Template"),
                    href="/api/uploads/samples/partner-structure.csv",
                    class_name="btn outline",
                ),
                class_name="row",
            ),
            action=Structure.address,
            class_name="body form",
            files=True,
        ),
    )


def checked() -> rx.Component:
    """Row by row: what is wrong, or what will be done."""
    heads = (_("Row"), _("Field"), _("What"))
    return rx.fragment(
        rx.cond(Structure.problem != "", callout(Structure.problem, tone="bad")),
        rx.cond(
            Structure.refused > 0,
            callout(
                _("Some rows are wrong, and nothing was changed. Mend the file, upload it again."),
                tone="warn",
            ),
            callout(_("Every row is right. Nothing has been changed yet."), tone="good"),
        ),
        card(
            Structure.file_name,
            rx.el.div(
                rx.el.table(
                    rx.el.thead(rx.el.tr(*[rx.el.th(head, scope="col") for head in heads])),
                    rx.el.tbody(rx.foreach(Structure.lines, _line)),
                    class_name="report-table problems",
                ),
                class_name="table-scroll",
            ),
        ),
        rx.el.div(
            page_link(_("Another file"), to=_here(), class_name="btn outline"),
            rx.el.button(
                _("Carry it out"),
                type="button",
                class_name="btn solid",
                disabled=Structure.refused > 0,
                on_click=Structure.carry_out,
            ),
            class_name="row",
        ),
    )


def done() -> rx.Component:
    """What was done, and the way on."""
    return card(
        _("Done"),
        rx.el.div(
            callout(Structure.said, tone="good"),
            page_link(
                _("See who must act"),
                to=f"/{ShellState.company.slug}/setup/partners",
                class_name="btn solid",
            ),
            class_name="body stack",
        ),
    )


def _here() -> str:
    return f"/{ShellState.company.slug}/setup/partners/import"


def _line(line: FindingLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.row, class_name="tn"),
        rx.el.td(line.field),
        rx.el.td(
            rx.cond(
                line.refused,
                rx.fragment(rx.icon("circle-x", class_name="bad"), " "),
                rx.fragment(rx.icon("circle-check", class_name="good"), " "),
            ),
            line.text,
            class_name="reason",
        ),
        key=line.key,
    )
