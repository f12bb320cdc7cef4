"""docs/adding-a-country.md: every table it names is there, and they know the same countries."""

import re
from importlib import import_module

import pytest

from moment_ui.core import fields, identifiers
from moment_ui.core.settings import ROOT
from moment_ui.domain.bookkeeping.rules import STARTER_LABELS, STARTER_SETS
from moment_ui.domain.einvoices import country_rules
from moment_ui.domain.vat.presets import PRESET_LABELS, PRESETS, SOURCES
from moment_ui.domain.vat.rules import HANDLINGS
from moment_ui.formats.einvoice_parties import SCHEMES
from moment_ui.formats.invoice_words import WORDS

GUIDE = (ROOT / "docs" / "adding-a-country.md").read_text("utf-8")
TABLES = {
    "accounts": STARTER_SETS,
    "words of accounts": STARTER_LABELS,
    "words of VAT codes": PRESET_LABELS,
    "sources": SOURCES,
    "checks of numbers": identifiers.ORG_NUMBERS,
    "schemes": identifiers.EINVOICE_SCHEMES,
    "schemes written": SCHEMES,
    "languages": vars(fields)["_OF_COUNTRIES"],
    "rules of e-invoices": vars(country_rules)["_BY_COUNTRY"],
}


@pytest.mark.parametrize("table", TABLES)
def test_a_country_with_vat_codes_has_the_rest(table: str) -> None:
    assert set(PRESETS) <= set(TABLES[table])


@pytest.mark.parametrize("country", PRESETS)
def test_its_tables_agree(country: str) -> None:
    codes = {draft.code: draft for draft in PRESETS[country]}
    assert {draft.handling for draft in codes.values()} - {""} <= set(HANDLINGS)
    named = {account.vat_code for account in STARTER_SETS[country]} - {""}
    assert named <= set(codes)
    assert fields.language_of(country) in WORDS


def test_every_place_the_guide_names_exists() -> None:
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \|", GUIDE, re.MULTILINE)
    named = [
        (path, name)
        for row in rows
        for names, path in re.findall(r"((?:`\w+`(?:, )?)+) in `(moment_ui/[\w/]+)\.py`", row)
        for name in re.findall(r"`(\w+)`", names)
    ]
    assert len(named) >= 12
    missing = [
        (path, name)
        for path, name in named
        if not hasattr(import_module(path.replace("/", ".")), name)
    ]
    assert missing == []
