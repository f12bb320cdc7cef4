"""Rule sets in a folder, and rules as they are published, compiled by our own compiler."""

from pathlib import Path

import pytest

from moment_ui.formats.einvoice import write
from moment_ui.formats.einvoice_check import CannotCheck, Checker
from moment_ui.formats.einvoice_rules import RuleSet, came_with_it, chosen, rule_sets
from moment_ui.formats.schematron import NotCompiled, compiled
from tests.formats.einvoices import BY_NAME

RULES = """<?xml version="1.0" encoding="UTF-8"?>
<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="xslt2">
  <ns prefix="cbc" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"/>
  <ns prefix="cac" uri="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"/>
  <ns prefix="u" uri="utils"/>
  <ns prefix="xs" uri="http://www.w3.org/2001/XMLSchema"/>
  <let name="most" value="xs:decimal(//cac:LegalMonetaryTotal/cbc:PayableAmount)"/>
  <function xmlns="http://www.w3.org/1999/XSL/Transform" name="u:small" as="xs:boolean">
    <param name="amount"/>
    <value-of select="xs:decimal($amount) &lt; 1"/>
  </function>
  <pattern>
    <let name="domestic" value="//cac:AccountingCustomerParty//cbc:IdentificationCode = 'NO'"/>
    <rule context="cac:InvoiceLine[$domestic]">
      <let name="name" value="cac:Item/cbc:Name"/>
      <assert id="T-1" flag="warning" test="cbc:Note"><name/> <value-of select="$name"/> has no
        <emph>note</emph></assert>
      <assert id="T-2" flag="fatal" test="number(cbc:LineExtensionAmount) &lt; $most">At most</assert>
    </rule>
    <rule context="cac:InvoiceLine"><assert id="T-3" flag="fatal" test="false()">Never</assert></rule>
    <rule abstract="true" id="long"><assert id="T-4" flag="fatal" test="u:small(.)">Small</assert></rule>
    <rule context="cbc:PriceAmount"><extends rule="long"/></rule>
  </pattern>
  <pattern>
    <rule context="cac:InvoiceLine/@*|cbc:*/@currencyID">
      <report id="T-5" flag="warning" test=". = 'NOK'">Kroner</report>
    </rule>
  </pattern>
</schema>"""


def folder_of(place: Path) -> Path:
    """A folder with one set of the rules above."""
    (place / "2026-05").mkdir(parents=True)
    (place / "2026-05" / "OURS.sch").write_text(RULES)
    return place


def test_rules_as_published_find_what_they_say(tmp_path):
    rules = chosen(folder_of(tmp_path), "2026-05")
    assert rules is not None
    checker = Checker(rules)
    try:
        verdict = checker.check(write(BY_NAME["norway"].make()))
    finally:
        checker.close()
    found = {(x.rule, x.severity) for x in verdict.findings}
    assert found == {("T-1", "warning"), ("T-4", "fatal"), ("T-5", "warning")}
    assert verdict.rule_set == "2026-05"
    (first, *_others) = (x for x in verdict.findings if x.rule == "T-1")
    assert first.text == "cac:InvoiceLine Skisseprosjekt has no note"
    assert first.place == "/Invoice[1]/InvoiceLine[1]"


def test_sets_are_named_by_their_folders_the_newest_first(tmp_path):
    folder = folder_of(tmp_path)
    (folder / "2025-11" / "xslt").mkdir(parents=True)
    (folder / "2025-11" / "xslt" / "OURS.xslt").write_text(compiled(RULES.encode()))
    (folder / "2025-11" / "OURS.sch").write_text(RULES)
    (folder / "empty").mkdir()
    came = came_with_it()
    sets = rule_sets(folder)
    assert [each.name for each in sets] == ["2026-05", "2025-11", came.name]
    assert [path.name for path in sets[1].rules] == ["OURS.xslt"]
    assert all(each.schemas == came.schemas for each in sets)
    assert chosen(folder, "2025-11") == sets[1]
    assert chosen(folder, "gone") == sets[0]
    assert chosen(tmp_path / "nowhere", "") == came


def test_rules_that_cannot_be_run_are_told(tmp_path):
    folder = folder_of(tmp_path)
    (folder / "2026-05" / "OURS.sch").write_text(RULES.replace("cbc:Note", "cbc:Note["))
    rules = chosen(folder, "")
    assert rules is not None
    checker = Checker(RuleSet("broken", rules.schemas, rules.rules))
    with pytest.raises(CannotCheck):
        checker.check(write(BY_NAME["norway"].make()))
    checker.close()


@pytest.mark.parametrize(
    "source",
    [
        b"<schema/>",
        RULES.replace("<pattern>", '<pattern abstract="true">', 1).encode(),
        b"<schema",
    ],
)
def test_what_is_not_understood_is_refused(source):
    with pytest.raises(NotCompiled):
        compiled(source)
