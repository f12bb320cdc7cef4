"""The lines of a draft that is composed, each with its details and what it bills."""

from typing import Any

import reflex as rx

from moment_ui.components.cells import joined, option_items, tool
from moment_ui.components.invoices.draft_cells import CELLS
from moment_ui.core.words import _
from moment_ui.reports.invoices.draft_view import BilledView, DraftLineView
from moment_ui.state.invoices.invoice import InvoiceState as Page

EDIT = Page.shown.edit
HEADS = (
    (_("Quantity"), "num"),
    (_("Unit"), ""),
    (_("Unit price"), "num"),
    (_("Discount %"), "num"),
    (_("VAT"), "of-code"),
    (_("Net"), "num of-net"),
)
REQUIRED = ("vat_code",)
WIDE = len(HEADS) - 1
"""How many columns a text goes over, beside the tools of its line."""


def lines_card() -> rx.Component:
    """The lines, and the ways to add one."""
    return rx.el.section(
        rx.el.header(rx.el.h2(_("Lines"))),
        rx.cond(
            EDIT.lines,
            rx.el.div(
                rx.el.table(
                    rx.el.caption(_("Lines"), class_name="vh"),
                    rx.el.thead(rx.el.tr(*[_head(word, css) for word, css in HEADS])),
                    rx.foreach(EDIT.lines, _line),
                    class_name="cells rows-invoice",
                ),
                class_name="cells-scroll",
            ),
            rx.el.p(_("No lines yet."), class_name="body quiet"),
        ),
        rx.el.footer(
            _add("plus", _("Line"), Page.add_line("product"), "l", id="add-line"),
            _add("text", _("Text line"), Page.add_line("text"), "t"),
            class_name="adds row",
        ),
        class_name="card part",
    )


def _add(icon: str, word: str, act: Any, key: str, **more: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon),
        word,
        type="button",
        class_name="btn ghost s1",
        on_click=act,
        custom_attrs={"data-hotkey": f"Alt+{key}", "aria-keyshortcuts": f"Alt+{key}"},
        **more,
    )


def _head(word: str, css: str) -> rx.Component:
    return rx.el.th(word, scope="col", class_name=css)


def _line(line: DraftLineView) -> rx.Component:
    """A line, as a body of its own: its cells, and its details when they are asked for."""
    return rx.el.tbody(
        rx.match(
            line.kind,
            ("rounding", _rounding(line)),
            ("text", _text_line(line)),
            _priced(line),
        ),
        rx.cond(Page.opened == line.id, _details(line)),
        key=line.id,
    )


def _rounding(line: DraftLineView) -> rx.Component:
    return rx.el.tr(
        rx.el.td(rx.el.span(line.text, class_name="quiet"), class_name="grow", col_span=WIDE),
        rx.el.td(line.net, class_name="num tn amount-of"),
        class_name="of-text",
    )


def _text_line(line: DraftLineView) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            _cell(line, "text", line.text, _("Text"), area=1), class_name="grow", col_span=WIDE
        ),
        _tools(line),
        class_name="of-text",
    )


def _priced(line: DraftLineView) -> rx.Component:
    """What it is above, what it comes to below."""
    return rx.fragment(_text_line(line), _figures(line))


def _figures(line: DraftLineView) -> rx.Component:
    return rx.el.tr(
        _number(line, "quantity", line.quantity, _("Quantity")),
        rx.el.td(
            _cell(line, "unit", line.unit, _("Unit"), list="units"),
            class_name="of-unit",
            custom_attrs={"data-label": _("Unit")},
        ),
        _number(line, "unit_price", line.unit_price, _("Unit price")),
        _number(line, "discount_percent", line.discount_percent, _("Discount %")),
        rx.el.td(
            _choice(line, "vat_code", _("VAT"), EDIT.codes, line.vat_code),
            class_name="of-code",
            custom_attrs={"data-label": _("VAT")},
        ),
        rx.el.td(
            line.net,
            rx.cond(line.billed != "", rx.el.div(line.billed, class_name="quiet small")),
            class_name="num tn amount-of",
        ),
    )


def _tools(line: DraftLineView) -> rx.Component:
    name = line.text
    opened = Page.opened == line.id
    return rx.el.td(
        rx.el.span(
            tool(
                "arrow-up",
                joined(_("Move up: "), name),
                Page.move_line(line.id, -1),
                disabled=line.first,
            ),
            tool(
                "arrow-down",
                joined(_("Move down: "), name),
                Page.move_line(line.id, 1),
                disabled=line.last,
            ),
            rx.el.button(
                rx.icon("sliders-horizontal"),
                type="button",
                class_name="btn ghost icon s1",
                aria_label=joined(_("Details: "), name),
                title=_("Account, project, period, what it bills"),
                aria_expanded=rx.cond(opened, "true", "false"),
                on_click=Page.open_line(line.id),
            ),
            tool("copy", joined(_("Duplicate: "), name), Page.duplicate_line(line.id)),
            tool("x", joined(_("Take out: "), name), Page.remove_line(line.id)),
            class_name="tools",
        ),
        class_name="of-tools",
    )


def _details(line: DraftLineView) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.el.div(
                _labelled(_("Price for"), _cell(line, "per", line.per, _("Price for"))),
                _labelled(
                    _("Account"),
                    _choice(line, "account", _("Account"), EDIT.accounts, line.account),
                ),
                _labelled(
                    _("Project"),
                    _choice(line, "project_id", _("Project"), EDIT.projects, line.project_id),
                ),
                _labelled(
                    _("Activity"),
                    _choice(line, "activity_id", _("Activity"), EDIT.activities, line.activity_id),
                ),
                _labelled(
                    _("Department"),
                    _cell(line, "department", line.department, _("Department")),
                ),
                _labelled(_("From"), _cell(line, "period_start", line.period_start, _("From"))),
                _labelled(_("To"), _cell(line, "period_end", line.period_end, _("To"))),
                class_name="line-details",
            ),
            rx.cond(Page.billed, _billed()),
            col_span=len(HEADS),
            class_name="of-details",
        )
    )


def _labelled(label: str, cell: rx.Component) -> rx.Component:
    return rx.el.div(rx.el.span(label, class_name="small quiet", aria_hidden="true"), cell)


def _billed() -> rx.Component:
    return rx.el.ul(
        rx.foreach(Page.billed, _one_billed), class_name="billed", aria_label=_("What it bills")
    )


def _one_billed(one: BilledView) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.day, class_name="tn quiet"),
        rx.el.span(one.text, class_name="grow"),
        rx.el.span(one.hours, class_name="tn"),
        tool(
            "x",
            joined(_("Take off the line: "), one.day, " ", one.text),
            Page.take_off(one.table, one.id),
        ),
        key=one.key,
    )


def _number(line: DraftLineView, name: str, value: str, label: str) -> rx.Component:
    return rx.el.td(
        _cell(line, name, value, label, class_name="field num", input_mode="decimal"),
        class_name="num",
        custom_attrs={"data-label": label},
    )


def _cell(line: DraftLineView, name: str, value: str, label: str, **more: Any) -> rx.Component:
    return CELLS.cell(
        _key(line, name),
        value,
        label,
        on_blur=lambda typed: Page.set_line(line.id, name, typed),
        **more,
    )


def _choice(line: DraftLineView, name: str, label: str, options: Any, value: Any) -> rx.Component:
    """A choice in a row, saved at once; what is required cannot be chosen away."""
    key, none = _key(line, name), rx.el.option("–", value="")
    return rx.el.div(
        rx.el.select(
            rx.cond(value == "", none) if name in REQUIRED else none,
            option_items(options),
            id=key,
            value=value,
            on_change=lambda chosen: Page.set_line(line.id, name, chosen),
            class_name="field",
            aria_label=label,
        ),
        CELLS.error(key),
        class_name="cell",
    )


def _key(line: DraftLineView, name: str) -> rx.Var[str]:
    return joined("l", rx.Var.create(line.id).to_string(), f"-{name}")
