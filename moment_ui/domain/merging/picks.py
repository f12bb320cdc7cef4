"""What a customer has one of, and both have: their price lists, and options that both set."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.invoicing.options import BY_KEY
from moment_ui.domain.invoicing.queries import names
from moment_ui.domain.invoicing.reading import text_of
from moment_ui.domain.invoicing.writing import Written
from moment_ui.domain.merging.fields import OF_ONE
from moment_ui.models.invoicing import InvoicingOption
from moment_ui.models.rates import HourlyRate, PriceList


@dataclass(frozen=True, slots=True)
class Pick:
    """What both have in words: one of them holds, the other is put aside. `table` is one of OF_ONE."""

    table: str
    label: str
    stays: str
    goes: str


def picks(work: Work, stays: int, goes: int) -> list[Pick]:
    """What somebody must choose of, besides fields; nothing where only one has it."""
    found = {"price_list": _price_lists, "invoicing_option": _options}
    made = [found[table](work, stays, goes) for table in OF_ONE]
    return [pick for pick in made if pick is not None]


def _price_lists(work: Work, stays: int, goes: int) -> Pick | None:
    query = (
        select(col(PriceList.customer_id), PriceList.currency, sa.func.count(col(HourlyRate.id)))
        .outerjoin(HourlyRate, col(HourlyRate.price_list_id) == col(PriceList.id))
        .where(col(PriceList.customer_id).in_([stays, goes]))
        .group_by(col(PriceList.customer_id), col(PriceList.currency))
    )
    said = {
        key: _("Own list in {currency}, {rates}").format(
            currency=currency, rates=plural("{count} rate", "{count} rates", count)
        )
        for key, currency, count in work.session.exec(query)
    }
    if len(said) < 2:
        return None
    return Pick("price_list", _("Hourly rates"), said[stays], said[goes])


def _options(work: Work, stays: int, goes: int) -> Pick | None:
    query = select(InvoicingOption).where(col(InvoicingOption.customer_id).in_([stays, goes]))
    said: dict[int, dict[str, str]] = {stays: {}, goes: {}}
    for row in work.session.exec(query.order_by(col(InvoicingOption.id))):
        if row.customer_id is not None and (option := BY_KEY.get(row.option)):
            said[row.customer_id][row.option] = text_of(option, row)
    mine, theirs = said[stays], said[goes]
    differ = [key for key in BY_KEY if key in mine and mine[key] != theirs.get(key, mine[key])]
    if not differ:
        return None
    pairs = [(key, text) for one in (mine, theirs) for key in differ if (text := one[key])]
    written = Written(names(work, pairs))

    def words(one: dict[str, str]) -> str:
        return "; ".join(
            f"{BY_KEY[key].label}: {written.text(BY_KEY[key], one[key]) or _('nothing')}"
            for key in differ
        )

    return Pick("invoicing_option", _("Options set on both"), words(mine), words(theirs))
