"""The front end: what makes it stale, and that it talks to the address it was loaded from."""

import gzip
import re
from pathlib import Path

import brotli
import pytest

from moment_ui.components.chunks import grouped
from moment_ui.core.settings import ROOT, Settings
from moment_ui.launch import frontend
from moment_ui.launch.console import LaunchError

BAKED = "var e={PING:`http://localhost:8000/ping`,EVENT:`ws://localhost:8000/_event`,T:`x`};"
OPENED = (
    "var e={PING:location.origin+`/ping`,"
    'EVENT:location.origin.replace(/^http/,"ws")+`/_event`,T:`x`};'
)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A small clone with one file of each kind."""
    for name in (
        "rxconfig.py",
        "reflex.lock/bun.lock",
        "reflex.lock/package.json",
        "requirements.lock",
        "assets/app.css",
        "assets/external/x.js",
        "moment_ui/pages/home.py",
        "moment_ui/launch/server.py",
        "moment_ui/pages/__pycache__/home.pyc",
        "tests/test_x.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("first", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "name",
    [
        "rxconfig.py",
        "reflex.lock/bun.lock",
        "requirements.lock",
        "assets/app.css",
        "moment_ui/pages/home.py",
    ],
)
def test_what_the_front_end_is_made_of_makes_it_stale(clone: Path, name: str) -> None:
    before = frontend.source_digest(clone)
    (clone / name).write_text("second", "utf-8")
    assert frontend.source_digest(clone) != before


@pytest.mark.parametrize(
    "name",
    [
        "reflex.lock/package.json",  # Reflex rewrites it
        "assets/external/x.js",
        "moment_ui/launch/server.py",
        "moment_ui/pages/__pycache__/home.pyc",
        "tests/test_x.py",
    ],
)
def test_what_it_is_not_made_of_does_not(clone: Path, name: str) -> None:
    before = frontend.source_digest(clone)
    (clone / name).write_text("second", "utf-8")
    assert frontend.source_digest(clone) == before


def test_moving_a_file_makes_it_stale(clone: Path) -> None:
    before = frontend.source_digest(clone)
    (clone / "moment_ui/pages/home.py").rename(clone / "moment_ui/pages/house.py")
    assert frontend.source_digest(clone) != before


def test_another_language_makes_it_stale_and_another_port_does_not(
    clone: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = frontend.source_digest(clone)
    monkeypatch.setattr(frontend, "settings", lambda: Settings(port=9999))
    assert frontend.source_digest(clone) == before
    monkeypatch.setattr(
        frontend, "settings", lambda: Settings().model_copy(update={"language": "nb"})
    )
    assert frontend.source_digest(clone) != before


def test_the_bundle_uses_the_origin_of_its_page() -> None:
    assert frontend.at_own_origin(BAKED) == OPENED


def test_every_copy_of_the_script_is_rewritten(tmp_path: Path) -> None:
    script = tmp_path / "assets" / "reflex-env-abc.js"
    script.parent.mkdir()
    script.write_text(BAKED, "utf-8")
    frontend.open_to_any_address(tmp_path)
    assert script.read_text("utf-8") == OPENED
    assert gzip.decompress(script.with_name(f"{script.name}.gz").read_bytes()).decode() == OPENED
    assert brotli.decompress(script.with_name(f"{script.name}.br").read_bytes()).decode() == OPENED


@pytest.mark.parametrize("text", [None, "var e={PING:`https://elsewhere/ping`};"])
def test_a_bundle_that_is_made_differently_is_refused(tmp_path: Path, text: str | None) -> None:
    (tmp_path / "assets").mkdir()
    if text:
        (tmp_path / "assets" / "reflex-env-abc.js").write_text(text, "utf-8")
    with pytest.raises(LaunchError, match=r"internals\.py"):
        frontend.open_to_any_address(tmp_path)


def test_our_own_scripts_are_served_without_their_comments(tmp_path: Path) -> None:
    own, client = tmp_path / "own", tmp_path / "client"
    own.mkdir()
    client.mkdir()
    (own / "keys.js").write_text("/* Says å. */\n(() => { document.title = 'å'; })();\n", "utf-8")
    frontend.make_small(client, own)
    small = (client / "keys.js").read_text("utf-8")
    assert "Says" not in small
    assert "document.title" in small
    assert brotli.decompress((client / "keys.js.br").read_bytes()).decode() == small
    (own / "keys.js").write_text("(() => {", "utf-8")
    with pytest.raises(LaunchError, match=r"keys\.js cannot be read"):
        frontend.make_small(client, own)


def test_pages_bake_no_other_settings_than_those_that_make_them_stale() -> None:
    used = set()
    for folder in ("pages", "components"):
        for path in (ROOT / "moment_ui" / folder).rglob("*.py"):
            used |= set(re.findall(r"settings\(\)\.(\w+)", path.read_text("utf-8")))
    assert used <= set(frontend.BAKED_SETTINGS)


def test_scripts_are_grouped_or_the_build_says_why_not() -> None:
    settings = 'output: { codeSplitting: { groups: [ { name: "reflex-env", }] } }'
    names = re.findall(r'name: "([a-z-]+)"', grouped(settings))
    assert names == ["framework", "common", "icons", "reflex-env"]
    with pytest.raises(RuntimeError, match="list of groups"):
        grouped("output: {}")
