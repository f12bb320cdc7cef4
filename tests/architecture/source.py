"""The program's source as syntax trees, for tests about what it may say."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from moment_ui.core.settings import ROOT

PACKAGE = ROOT / "moment_ui"


@dataclass(frozen=True, eq=False)
class Module:
    """One file of the program: its path within the package, text and tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def package(self) -> str:
        """The layer it lies in."""
        return self.path.split("/", 1)[0]

    def place(self, node: ast.AST) -> str:
        """Where something stands, for a message."""
        return f"{self.path}:{getattr(node, 'lineno', 0)}"


@lru_cache(maxsize=1)
def modules() -> tuple[Module, ...]:
    """Every module of the program."""
    return tuple(_module(path) for path in sorted(PACKAGE.rglob("*.py")))


def _module(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    return Module(path.relative_to(PACKAGE).as_posix(), text, ast.parse(text))


@cache
def names_used(module: Module) -> tuple[tuple[ast.AST, str], ...]:
    """Every name, attribute and import, with where it stands; dotted as written."""
    return tuple(_names(module))


def _names(module: Module) -> Iterator[tuple[ast.AST, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, f"{node.module}.{alias.name}"
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name
        elif isinstance(node, ast.Attribute):
            yield node, ast.unparse(node)
        elif isinstance(node, ast.Name):
            yield node, node.id
