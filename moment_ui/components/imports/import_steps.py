"""The steps of an import: choose, columns, check, done."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.drop_zone import drop_zone
from moment_ui.components.imports.mapping_table import decimal_choice, mapping_table
from moment_ui.components.link import file_link, page_link
from moment_ui.components.plain_form import plain_form
from moment_ui.core.words import _
from moment_ui.state.imports.import_file import KIND_CHOICES
from moment_ui.state.imports.imports import ImportState

STEPS = (
    (_("File"), _("What it holds, and the file itself"), ("choose",)),
    (_("Columns"), _("Which column is which field"), ("columns",)),
    (_("Check"), _("Every row, before anything is written"), ("checked", "working")),
    (_("Import"), _("Can be undone"), ("done",)),
)


def steps() -> rx.Component:
    """Where one is in the job."""
    order = [phase for _title, _text, phases in STEPS for phase in phases]
    return rx.el.ol(
        *[
            _step(place, title, text, phases, order)
            for place, (title, text, phases) in enumerate(STEPS)
        ],
        class_name="steps import-steps",
        aria_label=_("Steps"),
    )


def _step(
    place: int, title: str, text: str, phases: tuple[str, ...], order: list[str]
) -> rx.Component:
    after = [phase for phase in order if order.index(phase) > max(map(order.index, phases))]
    now = _is_one_of(phases)
    done = _is_one_of(tuple(after)) if after else rx.Var.create(False)
    return rx.el.li(
        rx.el.i(rx.cond(done, rx.icon("check"), str(place + 1)), aria_hidden="true"),
        rx.el.span(title, class_name="t"),
        rx.el.span(text, class_name="d only-wide"),
        class_name=rx.cond(now, "now", rx.cond(done, "done", "")),
        aria_current=rx.cond(now, "step", "false"),
    )


def _is_one_of(phases: tuple[str, ...]) -> Any:
    found = ImportState.phase == phases[0]
    for phase in phases[1:]:
        found = found | (ImportState.phase == phase)
    return found


def choose_step() -> rx.Component:
    """What the file holds, and the file: chosen or dropped."""
    return card(
        _("What do you want to import?"),
        plain_form(
            rx.cond(ImportState.problem != "", callout(ImportState.problem, tone="bad")),
            rx.el.fieldset(
                rx.el.legend(_("What it holds"), class_name="vh"),
                *[_kind(*choice) for choice in KIND_CHOICES],
                class_name="kinds",
                key=ImportState.kind,
            ),
            drop_zone(
                _("Drop a CSV or Excel file here, or choose one"),
                _(
                    "Semicolon, comma or tab; any usual encoding; decimal comma or point. "
                    "At most {megabytes} MB."
                ),
                ".csv,.txt,.tsv,.xlsx",
            ),
            rx.el.div(
                rx.el.button(_("Upload and read"), type="submit", class_name="btn solid"),
                rx.el.span(
                    _("Nothing is written before you have seen the check."),
                    class_name="quiet small",
                ),
                class_name="row",
            ),
            action=f"/api/uploads{ImportState.address}/imports",
            class_name="body form",
            files=True,
        ),
    )


def _kind(key: str, title: str, text: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="kind",
            value=key,
            default_checked=ImportState.kind == key,
            required=True,
            aria_label=title,
            aria_describedby=f"about-{key}",
        ),
        rx.el.span(
            rx.el.span(title, class_name="medium"),
            rx.el.span(text, class_name="quiet small", id=f"about-{key}"),
        ),
        file_link(
            _("Sample"),
            href=f"/api/uploads/samples/{key}.csv",
            class_name="btn link s1",
            aria_label=_("Sample file: {kind}").format(kind=title),
        ),
        class_name="kind",
    )


def columns_step() -> rx.Component:
    """The file's columns, what stands in them, and the field each goes to."""
    return card(
        ImportState.file_name,
        rx.cond(
            ImportState.missing != "",
            rx.el.div(callout(ImportState.missing, tone="warn"), class_name="body"),
        ),
        mapping_table(ImportState),
        rx.el.footer(
            another_file("btn ghost"),
            rx.el.span(class_name="push"),
            rx.el.button(
                _("Check the file"),
                type="button",
                class_name="btn solid",
                disabled=ImportState.missing != "",
                on_click=ImportState.check_file,
            ),
        ),
        note=_("Guessed from the headings; change what is wrong."),
        actions=(_kind_choice(), decimal_choice(ImportState)),
    )


def _kind_choice() -> rx.Component:
    return rx.el.select(
        *[rx.el.option(title, value=key) for key, title, _text in KIND_CHOICES],
        value=ImportState.kind,
        on_change=ImportState.choose_kind,
        class_name="field",
        aria_label=_("What it holds"),
    )


def another_file(look: str) -> rx.Component:
    """The way back to the first step."""
    return page_link(_("Another file"), to=f"{ImportState.address}/setup/import", class_name=look)


def mended_file() -> rx.Component:
    """The same way, for the same file once it is right: the columns chosen are kept."""
    return page_link(
        _("Upload the mended file"),
        to=f"{ImportState.address}/setup/import",
        class_name="btn solid",
    )
