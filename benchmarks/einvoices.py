"""E-invoices: writing against the same elements put together and written by bare lxml, and the official rules.

The document has ten lines, four rates, discounts and a rounding; the rules are those that come with
the program, on a process that is warm.
"""

import statistics
import time
from collections.abc import Callable, Iterator

from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no types

from benchmarks.figures import Figure, at_most, told, within
from moment_ui.formats.einvoice import write
from moment_ui.formats.einvoice_check import Checker
from moment_ui.formats.einvoice_rules import came_with_it
from tests.formats.einvoices import BY_NAME

WRITTEN, CHECKED, ROUNDS = 300, 100, 5


def figures() -> Iterator[Figure]:
    """Documents per second, written and checked."""
    document = BY_NAME["norway-everything"].make()
    elements = list(_flat(etree.fromstring(write(document)), -1))
    ours, bare = _each(lambda: write(document)), _each(lambda: _bare(elements))
    yield within("E-invoice written, against bare lxml", ours, bare, 3)
    yield told("E-invoices written a second", 1000 / ours, "/s")
    xml, checker = write(document), Checker(came_with_it())
    try:
        began = time.perf_counter()
        checker.check(xml)
        yield at_most("First check, the rules compiled", time.perf_counter() - began, 5, "s")
        times = [_seconds(lambda: checker.check(xml)) for _ in range(CHECKED)]
    finally:
        checker.close()
    each = statistics.median(times) * 1000
    yield at_most("E-invoice checked by schema, CEN and Peppol", each, 40)
    yield told("E-invoices checked a second", 1000 / each, "/s")


def _each(act: Callable[[], object]) -> float:
    """Milliseconds of one of many."""
    rounds = [_seconds(lambda: [act() for _ in range(WRITTEN)]) for _ in range(ROUNDS)]
    return statistics.median(rounds) / WRITTEN * 1000


def _seconds(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def _flat(element: etree._Element, parent: int) -> Iterator[tuple[int, str, str | None, dict]]:
    """Every element after the one it stands in, whose place in the list it names."""
    stack, place = [(element, parent)], -1
    while stack:
        one, within_place = stack.pop()
        place += 1
        yield within_place, one.tag, one.text, dict(one.attrib)
        stack.extend((child, place) for child in reversed(one))


def _bare(elements: list[tuple[int, str, str | None, dict]]) -> bytes:
    made: list[etree._Element] = []
    for parent, tag, text, attributes in elements:
        if parent < 0:
            one = etree.Element(tag, attributes)
        else:
            one = etree.SubElement(made[parent], tag, attributes)
        one.text = text
        made.append(one)
    return etree.tostring(made[0], xml_declaration=True, encoding="UTF-8")


if __name__ == "__main__":
    from benchmarks.__main__ import main

    raise SystemExit(main(["einvoices"]))
