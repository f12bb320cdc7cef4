"""What the source may not say, whoever writes it."""

import ast
import re
from typing import Any

import pytest

from tests.architecture.source import Module, modules, names_used

MOST_LINES = 300
PLAIN_TABLES = frozenset({"demo/material.py"})
"""Modules that are one long table of plain values."""

RAW_SQL = frozenset(
    {"text", "literal_column", "exec_driver_sql", "from_statement", "__table__", "TextClause"}
)
NEEDS_EVAL = frozenset(
    {
        "rx.toast",
        "rx.call_script",
        "rx.run_script",
        "rx.call_function",
        "rx.scroll_to",
        "rx.set_clipboard",
        "rx.console_log",
        "rx.window_alert",
        "rx.script",
    }
)
RAW_HTML = frozenset({"rx.html", "rx.markdown", "dangerouslySetInnerHTML"})
IN_THE_BROWSER = frozenset({"rx.Cookie", "rx.LocalStorage", "rx.SessionStorage"})
MONEY = ("domain/", "models/", "reports/", "formats/", "core/money.py", "core/table.py")

MEASURES = frozenset(
    {"formats/pdf.py", "formats/pdf_layout.py", "formats/pdf_page.py", "reports/job.py"}
)
"""Where floats are points on paper and seconds of a clock, and never money."""


def those(*without: str, within: tuple[str, ...] = ("",)) -> list[Any]:
    """The modules of some paths, without some packages, as parameters."""
    return [
        pytest.param(module, id=module.path)
        for module in modules()
        if module.package not in without and module.path.startswith(within)
    ]


@pytest.mark.parametrize("module", those())
def test_modules_stay_small(module: Module) -> None:
    lines = len(module.text.splitlines())
    assert lines <= MOST_LINES or module.path in PLAIN_TABLES


@pytest.mark.parametrize("module", those())
def test_modules_say_what_they_are_for(module: Module) -> None:
    assert ast.get_docstring(module.tree)


@pytest.mark.parametrize("module", those("db", "models"))
def test_no_raw_sql_outside_db(module: Module) -> None:
    said = [
        f"{module.place(node)} {name}"
        for node, name in names_used(module)
        if name.rpartition(".")[2] in RAW_SQL and _is_sqlalchemys(name)
    ]
    assert said == []


def _is_sqlalchemys(name: str) -> bool:
    """`text` alone is anybody's word; `sa.text` and `from sqlalchemy import text` are not."""
    owner, _, last = name.rpartition(".")
    return last != "text" or owner in {"sa", "sqlalchemy", "sqlmodel", "sqlalchemy.sql"}


@pytest.mark.parametrize("module", those("db"))
def test_sessions_and_connections_come_from_work(module: Module) -> None:
    banned = ("sqlmodel.Session", "rx.session", "rx.asession", "sqlalchemy.orm.Session")
    said = [
        f"{module.place(node)} {name}"
        for node, name in names_used(module)
        if name in banned or name.endswith(("session.connection", "session.get_bind"))
    ]
    assert said == []


@pytest.mark.parametrize("module", those(within=MONEY))
def test_no_float_where_money_is(module: Module) -> None:
    constants = [
        module.place(node)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    named = [module.place(node) for node, name in names_used(module) if name == "float"]
    assert constants + named == [] or module.path in MEASURES


@pytest.mark.parametrize("module", those())
def test_nothing_needs_eval_or_raw_html_in_the_browser(module: Module) -> None:
    banned = NEEDS_EVAL | RAW_HTML | IN_THE_BROWSER
    said = [f"{module.place(node)} {name}" for node, name in names_used(module) if name in banned]
    assert said == []


@pytest.mark.parametrize("module", those())
def test_scripts_are_files_of_our_own(module: Module) -> None:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "rx.el.script":
            (source,) = [word.value for word in node.keywords if word.arg == "src"]
            assert node.args == []
            assert isinstance(source, ast.Constant)
            assert re.fullmatch(r"/[^/].*", str(source.value))


@pytest.mark.parametrize("module", those())
def test_users_and_roles_are_read_by_access_alone(module: Module) -> None:
    """Those tables have no scope: whoever reads them must filter by hand, so few may."""
    allowed = ("domain/access/", "domain/readers/", "demo/", "models/")
    said = [
        module.place(node)
        for node, name in names_used(module)
        if name.startswith("moment_ui.models.access")
    ]
    assert said == [] or module.path.startswith(allowed)
