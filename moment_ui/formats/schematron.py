"""Schematron rules as they are published, compiled to XSLT that reports what failed (ISO 19757-3).

What the e-invoice rules use: phases are ignored and all patterns run, `let` at every level, functions of
XSLT, `value-of` in messages, abstract patterns with parameters and includes are not. Within a pattern the
first rule that matches a node is the only one, so each pattern is a mode of templates with falling priority.
"""

from importlib import import_module
from typing import Any

_ETREE: Any = import_module("lxml.etree")  # it has no types
_SCH, _XSL = "{http://purl.oclc.org/dsdl/schematron}", "{http://www.w3.org/1999/XSL/Transform}"
_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
Element = Any


class NotCompiled(ValueError):
    """The rules use a part of Schematron that is not understood here."""


def compiled(source: bytes) -> str:
    """The stylesheet of a schema. Raises NotCompiled."""
    parser = _ETREE.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        schema = _ETREE.fromstring(source, parser)
    except _ETREE.XMLSyntaxError as error:
        raise NotCompiled(str(error)) from error
    if schema.tag != f"{_SCH}schema" or schema.find(f".//{_SCH}include") is not None:
        raise NotCompiled("Not a whole Schematron schema")
    patterns = schema.findall(f"{_SCH}pattern")
    if any(pattern.get("abstract") or pattern.get("is-a") for pattern in patterns):
        raise NotCompiled("Abstract patterns are not understood")
    sheet = _sheet(schema)
    for child in schema:
        if child.tag == f"{_SCH}let":
            _variable(sheet, child)
        elif isinstance(child.tag, str) and child.tag.startswith(_XSL):
            sheet.append(child)
    _entrance(sheet, len(patterns))
    for place, pattern in enumerate(patterns):
        _add_pattern(sheet, pattern, f"pattern-{place}")
    text: bytes = _ETREE.tostring(sheet, encoding="UTF-8")
    return text.decode()


def _sheet(schema: Element) -> Element:
    prefixes = {ns.get("prefix"): ns.get("uri") for ns in schema.findall(f"{_SCH}ns")}
    own = {"xsl": _XSL[1:-1], "svrl": _SVRL[1:-1], "xs": "http://www.w3.org/2001/XMLSchema"}
    inherited = {prefix: uri for prefix, uri in schema.nsmap.items() if prefix}
    return _ETREE.Element(
        f"{_XSL}stylesheet", {"version": "3.0"}, nsmap={**inherited, **prefixes, **own}
    )


def _entrance(sheet: Element, patterns: int) -> None:
    """Run every pattern over the whole document, one after the other."""
    template = _xsl(sheet, "template", match="/")
    output = _ETREE.SubElement(template, f"{_SVRL}schematron-output")
    for place in range(patterns):
        _xsl(output, "apply-templates", select="/", mode=f"pattern-{place}")


def _add_pattern(sheet: Element, pattern: Element, mode: str) -> None:
    for let in pattern.findall(f"{_SCH}let"):
        _variable(sheet, let)
    abstract = {rule.get("id"): rule for rule in pattern.findall(f"{_SCH}rule[@abstract='true']")}
    rules = [rule for rule in pattern.findall(f"{_SCH}rule") if rule.get("abstract") != "true"]
    for place, rule in enumerate(rules):
        template = _xsl(
            sheet, "template", match=rule.get("context"), mode=mode, priority=str(9999 - place)
        )
        _add_rule(template, rule, abstract)
        _xsl(template, "apply-templates", select="@*|node()", mode=mode)
    through = _xsl(sheet, "template", match="@*|node()|/", mode=mode, priority="-1")
    _xsl(through, "apply-templates", select="@*|node()", mode=mode)


def _add_rule(template: Element, rule: Element, abstract: dict[str, Element]) -> None:
    for child in rule:
        if child.tag == f"{_SCH}let":
            _variable(template, child)
        elif child.tag == f"{_SCH}extends":
            _add_rule(template, abstract[child.get("rule")], abstract)
        elif child.tag == f"{_SCH}assert":
            test = _xsl(template, "if", test=f"not({child.get('test')})")
            _add_message(test, child, "failed-assert")
        elif child.tag == f"{_SCH}report":
            _add_message(_xsl(template, "if", test=child.get("test")), child, "successful-report")


def _add_message(test: Element, said: Element, kind: str) -> None:
    names = {name: said.get(name) for name in ("id", "flag", "role") if said.get(name)}
    message = _ETREE.SubElement(test, f"{_SVRL}{kind}", {**names, "location": "{path(.)}"})
    text = _ETREE.SubElement(message, f"{_SVRL}text")
    _plain(text, said.text)
    for part in said:
        if part.tag == f"{_SCH}value-of":
            _xsl(text, "value-of", select=part.get("select"))
        elif part.tag == f"{_SCH}name":
            _xsl(text, "value-of", select=part.get("path") or "name()")
        else:
            _plain(text, "".join(part.itertext()))
        _plain(text, part.tail)


def _plain(text: Element, words: str | None) -> None:
    if words:
        _xsl(text, "text").text = words


def _variable(parent: Element, let: Element) -> None:
    _ETREE.SubElement(
        parent, f"{_XSL}variable", {"name": let.get("name"), "select": let.get("value")}
    )


def _xsl(parent: Element, name: str, **attributes: str) -> Element:
    return _ETREE.SubElement(parent, _XSL + name, attributes)
