"""The rows of an offer that is composed: activities with their lines, and products."""

from typing import Any

import reflex as rx

from moment_ui.components.card import add_button
from moment_ui.components.cells import joined, tools
from moment_ui.components.offers.offer_cells import CELLS
from moment_ui.core.words import _
from moment_ui.reports.offers.offer_view import OfferActivityView, OfferLineView
from moment_ui.state.offers.offer import OfferPageState as Page

HOURS_HEADS = (
    (_("Description"), "grow"),
    (_("Hours"), "num"),
    (_("Rate"), "num"),
    (_("Discount %"), "num"),
    (_("VAT %"), "num"),
    (_("Amount"), "num"),
    ("", ""),
)
PRODUCT_HEADS = (
    (_("Product"), "grow"),
    (_("Quantity"), "num"),
    (_("Unit"), ""),
    (_("Price"), "num"),
    (_("Discount %"), "num"),
    (_("VAT %"), "num"),
    (_("Amount"), "num"),
    ("", ""),
)


def activity_card(row: OfferActivityView) -> rx.Component:
    """An activity: its name, how it is billed, and its lines."""
    hourly = row.billing == "hourly"
    key = joined("a", rx.Var.create(row.id).to_string(), "-")
    return rx.el.section(
        rx.el.header(
            CELLS.cell(
                joined(key, "name"),
                row.name,
                _("Name of the activity"),
                on_blur=lambda typed: Page.set_activity(row.id, "name", typed),
                placeholder=_("Activity"),
                class_name="field name",
            ),
            rx.el.select(
                rx.el.option(_("Hourly"), value="hourly"),
                rx.el.option(_("Fixed price"), value="fixed-price"),
                value=row.billing,
                on_change=lambda way: Page.set_activity(row.id, "billing", way),
                aria_label=_("How it is billed"),
                class_name="field",
            ),
            rx.el.span(row.net, class_name="tn strong amount-of"),
            tools(
                joined(_("activity "), row.name),
                lambda by: Page.move_activity(row.id, by),
                Page.remove_activity(row.id),
                (row.first, row.last),
            ),
        ),
        rx.cond(hourly, rx.fragment(), _fixed(row, key)),
        rx.cond(
            row.lines,
            _table(
                HOURS_HEADS,
                row.lines,
                _hours_line,
                rx.cond(hourly, "rows-hours", "rows-fixed"),
                row.name,
            ),
        ),
        rx.el.footer(add_button(_("Add line"), Page.add_line(row.id)), class_name="adds"),
        class_name="card part",
        key=row.id,
        aria_label=row.name,
    )


def _fixed(row: OfferActivityView, key: rx.Var[str]) -> rx.Component:
    """The price, and what is taken off it and put on."""

    def of(name: str, label: str, value: str, **attributes: str) -> rx.Component:
        return rx.el.label(
            rx.el.span(label),
            CELLS.cell(
                joined(key, name),
                value,
                label,
                on_blur=lambda typed: Page.set_activity(row.id, name, typed),
                class_name="field num",
                input_mode="decimal",
                **attributes,
            ),
            class_name="labelled",
        )

    return rx.el.div(
        of("price", _("Fixed price"), row.price),
        of("discount_percent", _("Discount %"), row.discount),
        of("vat_percent", _("VAT %"), row.vat, list="vat-rates"),
        class_name="three form body",
    )


def _hours_line(line: OfferLineView) -> rx.Component:
    return rx.el.tr(
        _cell(line, "text", line.text, _("Description"), wide=True),
        _cell(line, "minutes", line.hours, _("Hours")),
        _cell(line, "price", line.price, _("Rate")),
        _cell(line, "discount_percent", line.discount, _("Discount %")),
        _cell(line, "vat_percent", line.vat, _("VAT %"), list="vat-rates"),
        rx.el.td(line.net, class_name="num tn amount-of"),
        _tools(line, _("line")),
        key=line.id,
    )


def _product_line(line: OfferLineView) -> rx.Component:
    return rx.el.tr(
        _cell(line, "text", line.text, _("Product"), wide=True),
        _cell(line, "quantity", line.quantity, _("Quantity")),
        _cell(line, "unit", line.unit, _("Unit"), wide=True),
        _cell(line, "price", line.price, _("Price")),
        _cell(line, "discount_percent", line.discount, _("Discount %")),
        _cell(line, "vat_percent", line.vat, _("VAT %"), list="vat-rates"),
        rx.el.td(line.net, class_name="num tn amount-of"),
        _tools(line, _("product")),
        key=line.id,
    )


def _cell(
    line: OfferLineView, name: str, value: str, label: str, *, wide: bool = False, **more: str
) -> rx.Component:
    given = more if wide else {"input_mode": "decimal", **more}
    return rx.el.td(
        CELLS.cell(
            joined("l", rx.Var.create(line.id).to_string(), f"-{name}"),
            value,
            label,
            on_blur=lambda typed: Page.set_line(line.id, name, typed),
            class_name="field" if wide else "field num",
            **given,
        ),
        class_name="grow" if wide else "num",
        custom_attrs={"data-label": label},
    )


def _tools(line: OfferLineView, kind: str) -> rx.Component:
    return rx.el.td(
        tools(
            joined(f"{kind} ", line.text),
            lambda by: Page.move_line(line.id, by),
            Page.remove_line(line.id),
            (line.first, line.last),
        ),
        class_name="of-tools",
    )


def products_card() -> rx.Component:
    """The products."""
    return rx.el.section(
        rx.el.header(rx.el.h2(_("Products"))),
        _table(PRODUCT_HEADS, Page.view.products, _product_line, "rows-products", _("Products")),
        rx.el.footer(add_button(_("Add product"), Page.add_line(0)), class_name="adds"),
        class_name="card part",
    )


def _table(
    heads: tuple[tuple[str, str], ...], rows: Any, drawn: Any, css: Any, name: Any
) -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(name, class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(
                            word or rx.el.span(_("Row"), class_name="vh"),
                            scope="col",
                            class_name=place,
                        )
                        for word, place in heads
                    ]
                )
            ),
            rx.el.tbody(rx.foreach(rows, drawn)),
            class_name=["cells", css],
        ),
        class_name="cells-scroll",
    )
