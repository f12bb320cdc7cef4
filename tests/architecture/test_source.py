"""What the source may not say, whoever writes it."""

import ast
import re
from collections.abc import Callable

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
    {
        "formats/pdf.py",
        "formats/pdf_layout.py",
        "formats/pdf_page.py",
        "formats/paper.py",
        "formats/paper_table.py",
        "formats/offer_pdf.py",
        "formats/invoice_appendix.py",
        "formats/invoice_payment.py",
        "formats/invoice_pdf.py",
        "formats/letterhead.py",
        "formats/statement_account.py",
        "formats/statement_pdf.py",
        "reports/job.py",
    }
)
"""Where floats are points on paper and seconds of a clock, and never money."""


def those(*without: str, within: tuple[str, ...] = ("",)) -> list[Module]:
    """The modules of some paths, without some packages."""
    return [
        module
        for module in modules()
        if module.package not in without and module.path.startswith(within)
    ]


def said(wrong: Callable[[str], bool], among: list[Module]) -> list[str]:
    """Where one of the modules uses a name that is wrong."""
    return [
        f"{module.place(node)} {name}"
        for module in among
        for node, name in names_used(module)
        if wrong(name)
    ]


def test_modules_stay_small() -> None:
    long = [module.path for module in those() if len(module.text.splitlines()) > MOST_LINES]
    assert set(long) <= PLAIN_TABLES


def test_modules_say_what_they_are_for() -> None:
    assert [module.path for module in those() if not ast.get_docstring(module.tree)] == []


def test_no_raw_sql_outside_db() -> None:
    assert said(_is_raw_sql, those("db", "models")) == []


def _is_raw_sql(name: str) -> bool:
    """`text` alone is anybody's word; `sa.text` and `from sqlalchemy import text` are not."""
    owner, _, last = name.rpartition(".")
    sqlalchemys = last != "text" or owner in {"sa", "sqlalchemy", "sqlmodel", "sqlalchemy.sql"}
    return last in RAW_SQL and sqlalchemys


def test_sessions_and_connections_come_from_work() -> None:
    banned = {"sqlmodel.Session", "rx.session", "rx.asession", "sqlalchemy.orm.Session"}
    opened = ("session.connection", "session.get_bind")
    assert said(lambda name: name in banned or name.endswith(opened), those("db")) == []


def test_no_float_where_money_is() -> None:
    money = [module for module in those(within=MONEY) if module.path not in MEASURES]
    constants = [
        module.place(node)
        for module in money
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, float)
    ]
    assert constants + said(lambda name: name == "float", money) == []


def test_nothing_needs_eval_or_raw_html_in_the_browser() -> None:
    banned = NEEDS_EVAL | RAW_HTML | IN_THE_BROWSER
    assert said(lambda name: name in banned, those()) == []


def test_scripts_are_files_of_our_own() -> None:
    scripts = [
        node
        for module in those()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "rx.el.script"
    ]
    assert scripts
    for script in scripts:
        (source,) = [word.value for word in script.keywords if word.arg == "src"]
        assert script.args == []
        assert isinstance(source, ast.Constant)
        assert re.fullmatch(r"/[^/].*", str(source.value))


def test_users_and_roles_are_read_by_access_alone() -> None:
    """Those tables have no scope: whoever reads them must filter by hand, so few may."""
    allowed = ("domain/access/", "domain/readers/", "demo/", "models/")
    others = [module for module in those() if not module.path.startswith(allowed)]
    assert said(lambda name: name.startswith("moment_ui.models.access"), others) == []
