"""Checks documents by a rule set: the set on stdin first, then one document after the other.

Each comes as its length in eight bytes and its content; each answer is a line of JSON on stdout. Run as
a file, so that nothing of the program is loaded with it; only einvoice_check.py does.
"""

import json
import re
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

_SVRL = "{http://purl.oclc.org/dsdl/svrl}"
_NAMESPACE = re.compile(r"Q\{[^}]*\}|\*:|\[namespace-uri\(\)='[^']*'\]")


def main() -> int:
    """Serve until the pipe is closed; returns the exit code."""
    order = _next()
    if order is None:
        return 1
    rules = Rules(json.loads(order))
    while (document := _next()) is not None:
        try:
            answer: dict[str, Any] = {"findings": list(rules.findings(document))}
        except Exception as error:
            answer = {"failure": f"{type(error).__name__}: {error}"[:500]}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    return 0


class Rules:
    """Schemas by the name of their root, and compiled stylesheets."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.etree: Any = import_module("lxml.etree")
        self.parser = self.etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True
        )
        self.schemas = {
            "CreditNote" if "CreditNote" in path else "Invoice": self.etree.XMLSchema(
                self.etree.parse(path)
            )
            for path in order["schemas"]
        }
        saxon: Any = import_module("saxonche")
        self.processor = saxon.PySaxonProcessor(license=False)
        self.processor.set_configuration_property(
            "http://saxon.sf.net/feature/allowedProtocols", "file"
        )
        self.sheets = [
            *(self._compiled(stylesheet_file=path) for path in order["files"]),
            *(self._compiled(stylesheet_text=text) for text in order["texts"]),
        ]

    def findings(self, document: bytes) -> Iterator[tuple[str, str, str, str]]:
        """Rule, severity, text and place of all that is wrong; rules run on what the schema takes."""
        tree = self.etree.fromstring(document, self.parser)
        schema = self.schemas.get(self.etree.QName(tree).localname)
        if schema is not None and not schema.validate(tree):
            for error in schema.error_log:
                yield "UBL", "fatal", error.message, f"line {error.line}"
            return
        node = self.processor.parse_xml(xml_text=document.decode())
        for sheet in self.sheets:
            report = self.etree.fromstring(sheet.transform_to_string(xdm_node=node).encode())
            for broken in report.iter(f"{_SVRL}failed-assert", f"{_SVRL}successful-report"):
                text = " ".join((broken.findtext(f"{_SVRL}text") or "").split())
                place = _NAMESPACE.sub("", broken.get("location") or "")
                severity = broken.get("flag") or broken.get("role") or "fatal"
                yield broken.get("id") or "", severity, text, place

    def _compiled(self, **source: str) -> Any:
        return self.processor.new_xslt30_processor().compile_stylesheet(**source)


def _next() -> bytes | None:
    head = sys.stdin.buffer.read(8)
    if len(head) < 8:
        return None
    length = int.from_bytes(head, "big")
    content = sys.stdin.buffer.read(length)
    return content if len(content) == length else None


if __name__ == "__main__":
    sys.exit(main())
