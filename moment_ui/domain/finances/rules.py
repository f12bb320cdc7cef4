"""What the settings of Setup → Payments may be. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from moment_ui.core import fields, identifiers
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.payment_ids.format import parts_of, written
from moment_ui.domain.payment_ids.rules import FIK_LENGTHS, check_display, checked_parts
from moment_ui.models.finances import CheckDigit, FinanceSettings, PaymentIdKind

STEPS = ("0", "0.05", "0.1", "0.25", "0.5", "1", "5", "10")
"""What totals can be rounded to; nought for the currency's own decimals."""

KINDS = tuple(kind.value for kind in PaymentIdKind)
CHECKS = tuple(check.value for check in CheckDigit)
CARDS = tuple(FIK_LENGTHS)


@dataclass(frozen=True, slots=True)
class Stands:
    """What settings are read beside: the company's country, and the accounts that are among its own already.

    Those stay whatever they look like: a bank's file may have told of them.
    """

    country: str
    accounts: frozenset[str] = frozenset()


def read_settings(texts: Mapping[str, str], stands: Stands) -> dict[str, Any]:
    """The settings that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    changes: dict[str, Any] = {
        "payment_id_kind": form.read("payment_id_kind", partial(_one_of, KINDS)),
        "payment_id_format": form.text("payment_id_format", _format),
        "payment_id_check": form.read("payment_id_check", partial(_one_of, CHECKS)),
        "payment_id_length_digit": fields.truth(texts.get("payment_id_length_digit", "")),
        "payment_id_display": form.text("payment_id_display", _display),
        "fik_card_type": form.text("fik_card_type", partial(_one_of, CARDS)),
        "fik_creditor": form.text("fik_creditor", _creditor),
        "other_accounts": form.text("other_accounts", partial(_accounts, stands=stands)),
        "payments_need_description": fields.truth(texts.get("payments_need_description", "")),
        "closed_until": form.read("closed_until", fields.day),
        "round_to": form.read("round_to", _step),
        "drafts_need_approval": fields.truth(texts.get("drafts_need_approval", "")),
        "reminders_by": form.text("reminders_by", fields.line),
    }
    form.finish()
    changes["payment_id_kind"] = PaymentIdKind(changes["payment_id_kind"])
    changes["payment_id_check"] = CheckDigit(changes["payment_id_check"])
    _check_together(changes)
    return changes


def draft_of(texts: Mapping[str, str]) -> FinanceSettings:
    """Settings as far as a form's texts make sense, to show what they would make; never stored."""
    kind = texts.get("payment_id_kind", "")
    check = texts.get("payment_id_check", "")
    return FinanceSettings(
        company_id=0,
        payment_id_kind=PaymentIdKind(kind) if kind in KINDS else PaymentIdKind.KID,
        payment_id_check=CheckDigit(check) if check in CHECKS else CheckDigit.MOD10,
        payment_id_format=texts.get("payment_id_format", "").strip(),
        payment_id_length_digit=fields.truth(texts.get("payment_id_length_digit", "")),
        payment_id_display=texts.get("payment_id_display", "").strip(),
        fik_card_type=texts.get("fik_card_type", ""),
        fik_creditor=texts.get("fik_creditor", "").strip(),
    )


def closes_ahead(closed_until: dt.date, today: dt.date) -> bool:
    """Whether closing until the day, included, leaves no day that an invoice could be dated today."""
    return closed_until >= today


def told_ahead(closed_until: dt.date, write: Writer) -> str:
    """What closing until a day to come means."""
    text = _("No invoice can be finalised and no payment registered until {day} is over.")
    return text.format(day=write.day(closed_until))


def _check_together(changes: Mapping[str, Any]) -> None:
    names = ("payment_id_kind", "payment_id_format", "payment_id_length_digit", "fik_card_type")
    draft = FinanceSettings(company_id=0, **{name: changes[name] for name in names})
    try:
        checked_parts(draft)
    except Unfit as unfit:
        raise Invalid(payment_id_format=unfit.message) from unfit


def _one_of(values: tuple[str, ...], text: str) -> str:
    if text not in values:
        raise Unfit(_("Choose one of the list."))
    return text


def _format(text: str) -> str:
    plain = fields.line(text)
    return written(parts_of(plain)) if plain else ""


def _display(text: str) -> str:
    return check_display(fields.line(text))


def _creditor(text: str) -> str:
    plain = "".join(text.split())
    if plain and not (plain.isascii() and plain.isdigit() and len(plain) == 8):
        raise Unfit(_("A creditor number has eight digits."))
    return plain


def _accounts(text: str, stands: Stands) -> str:
    """Accounts with commas, semicolons or lines between, checked as the country's are; kept bare."""
    parts = text.replace(";", ",").replace("\n", ",").split(",")
    accounts = [_account(each, stands) for each in parts if each.strip()]
    return fields.line(" ".join(dict.fromkeys(accounts)), 500)


def _account(text: str, stands: Stands) -> str:
    typed = fields.line(text)
    bare = "".join(typed.split())
    if bare in stands.accounts:
        return bare
    try:
        return identifiers.own_account(typed, stands.country)
    except Unfit as unfit:
        raise Unfit(f"{typed[:40]}: {unfit.message}") from unfit


def _step(text: str) -> Decimal:
    if text not in STEPS:
        raise Unfit(_("Choose one of the list."))
    return decimal(text, Bounds(Decimal(0), Decimal(10)))
