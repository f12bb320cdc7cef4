"""Guessing which column is which field."""

import pytest

from moment_ui.imports import mapping, sheet
from moment_ui.imports.errors import MissingColumns, UnknownColumn
from moment_ui.imports.kind import check_mapping
from moment_ui.imports.kinds import KINDS, kind_called
from moment_ui.imports.samples import sample_file


def guessed(kind, headings):
    found = mapping.guess(kind_called(kind), headings)
    return {headings[place]: key for key, place in found.items()}


@pytest.mark.parametrize(
    ("kind", "headings", "fields"),
    [
        (
            "customers",
            ["Kundenr.", "Firmanavn", "Org.nr", "E-post", "Tlf", "Adresse", "Postnr", "Poststed", "Hemmelig"],
            ["number", "name", "org_number", "email", "phone", "postal_line1", "postal_code", "postal_city"],
        ),
        ("customers", ["Customer number", "Name", "CVR", "Country"], ["number", "name", "org_number", "country"]),
        ("customers", ["Kundnummer", "Namn", "Organisationsnummer", "Ort"], ["number", "name", "org_number", "postal_city"]),
        (
            "invoices",
            ["Fakturanr", "Kundenr", "Fakturadato", "Forfall", "Beskrivelse", "Antall", "Enhetspris", "MVA %", "Netto", "Brutto"],
            ["number", "customer_number", "issue_date", "due_date", "line_text", "quantity", "unit_price", "vat_percent", "line_net", "line_gross"],
        ),
        ("payments", ["Faktura", "Betalingsdato", "Beløp", "Arkivreferanse"], ["invoice_number", "paid_on", "amount", "key"]),
        ("hours", ["Ansatt", "Prosjektnr", "Aktivitet", "Dato", "Timer", "Fakturerbare timer"], ["co_worker", "project_number", "activity", "day", "minutes", "billable_minutes"]),
        ("projects", ["Prosjektnr", "Prosjektnavn", "Kundenr", "Prosjektleder", "Startdato"], ["number", "name", "customer_number", "leader", "start_on"]),
        ("contacts", ["Kunde", "Kontaktperson", "Stilling", "Mobil", "Epost"], ["customer_name", "name", "title", "phone", "email"]),
    ],
)  # fmt: skip
def test_headings_of_other_systems_are_guessed(kind, headings, fields):
    found = guessed(kind, headings)
    assert [found.get(heading) for heading in headings] == fields + [None] * (
        len(headings) - len(fields)
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind.value)
def test_the_sample_file_is_guessed_whole_and_has_what_is_required(kind, tmp_path):
    path = tmp_path / "sample.csv"
    path.write_bytes(sample_file(kind))
    headings = sheet.preview(path).headings
    mapped = mapping.guess(kind, headings)
    check_mapping(kind, mapped)
    assert len(mapped) == len(headings)
    assert [kind.field(key).label for key in mapped] == [headings[c] for c in mapped.values()]


def test_no_column_and_no_field_is_used_twice():
    found = mapping.guess(kind_called("customers"), ["Navn", "Kundenavn", "Firma", "Nr", "Kundenr"])
    assert len(set(found.values())) == len(found) == 2


def test_the_reader_overrules_the_guess_by_heading_letter_or_nothing():
    kind, headings = kind_called("customers"), ["Nr", "Gammelt nr", "Navn", "Sted"]
    assert mapping.chosen(kind, headings, {"Gammelt nr": "number"}) == {
        "number": 1, "name": 2, "postal_city": 3,
    }  # fmt: skip
    assert mapping.chosen(kind, headings, {"B": "number", "sted": ""}) == {"number": 1, "name": 2}


def test_unknown_columns_and_fields_are_named():
    kind = kind_called("customers")
    with pytest.raises(UnknownColumn, match="Nummer"):
        mapping.chosen(kind, ["Navn"], {"Nummer": "number"})
    with pytest.raises(UnknownColumn, match="colour"):
        mapping.chosen(kind, ["Navn"], {"Navn": "colour"})


def test_required_fields_without_a_column_are_named():
    with pytest.raises(MissingColumns, match="Issue date"):
        check_mapping(kind_called("invoices"), {"number": 0, "customer_name": 1, "unit_price": 2})
    with pytest.raises(MissingColumns, match="Customer number or "):
        check_mapping(
            kind_called("invoices"), {"number": 0, "issue_date": 1, "line_net": 2, "vat_percent": 3}
        )


def test_a_mapping_from_a_browser_keeps_known_fields_and_real_columns_only():
    kind = kind_called("customers")
    assert mapping.checked(kind, 3, {"name": 2, "number": 7, "evil": 1, "email": -1}) == {"name": 2}


@pytest.mark.parametrize(
    ("values", "field"),
    [(("25", "15"), "vat_percent"), (("0.25",), "vat_percent"), (("25 %", ""), "vat_percent"),
     (("12,50", "1 250,00"), "line_vat"), (("250.25",), "line_vat"), ((), "vat_percent")],
)  # fmt: skip
def test_a_column_headed_vat_holds_rates_or_amounts_by_what_stands_in_it(values, field):
    kind = kind_called("invoices")
    found = mapping.guess(kind, ("Fakturanr", "Netto", "MVA"), (("1",), ("1000",), values))
    assert found[field] == 2
    both = mapping.guess(kind, ("MVA", "MVA-beløp"), (("1 250,00",), ("1 250,00",)))
    assert (both["vat_percent"], both["line_vat"]) == (0, 1)
