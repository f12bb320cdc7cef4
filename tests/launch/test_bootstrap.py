"""The environment: the right Python, exactly the locked packages, and nothing done twice."""

import re
import tomllib
from pathlib import Path

import pytest

from moment_ui.core.settings import ROOT
from moment_ui.launch import bootstrap
from moment_ui.launch.console import LaunchError

PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", re.MULTILINE)
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-uv.lock")


def pins(name: str) -> dict[str, str]:
    return dict(PIN.findall((ROOT / name).read_text("utf-8")))


def plain(requirement: str) -> str:
    return re.split(r"[\[<>=!~; ]", requirement, maxsplit=1)[0].lower().replace("_", "-")


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A clone without an environment."""
    for name in LOCKS:
        (tmp_path / name).write_text(f"{name}==1\n", "utf-8")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / "python")
    return tmp_path


def installed(folder: Path, kind: str) -> None:
    (folder / "python").touch()
    (folder / "stamp").write_text(bootstrap.stamp_of(kind), "ascii")


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (2, 7)])
def test_an_old_python_is_refused_by_name(version: tuple[int, int]) -> None:
    with pytest.raises(LaunchError, match=rf"this is {version[0]}\.{version[1]}"):
        bootstrap.check_python(version)


@pytest.mark.parametrize("version", [(3, 11), (3, 13), (4, 0)])
def test_newer_pythons_pass(version: tuple[int, int]) -> None:
    bootstrap.check_python(version)


def test_nothing_is_ready_in_a_fresh_clone(empty: Path) -> None:
    assert not bootstrap.is_ready("runtime")


def test_the_packages_for_tests_include_those_for_running(empty: Path) -> None:
    installed(empty, "dev")
    assert bootstrap.is_ready("runtime")
    assert bootstrap.is_ready("dev")


def test_the_packages_for_running_are_not_enough_for_tests(empty: Path) -> None:
    installed(empty, "runtime")
    assert bootstrap.is_ready("runtime")
    assert not bootstrap.is_ready("dev")


def test_a_changed_lock_is_installed_anew(empty: Path) -> None:
    installed(empty, "runtime")
    (empty / "requirements.lock").write_text("other==2\n", "utf-8")
    assert not bootstrap.is_ready("runtime")


def test_an_environment_that_was_removed_is_made_anew(empty: Path) -> None:
    installed(empty, "runtime")
    (empty / "python").unlink()
    assert not bootstrap.is_ready("runtime")


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_hashes_and_no_index_is_named(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    blocks = re.split(r"\n(?=[a-z0-9])", text.partition("\n    make lock\n")[2] or text)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)


def test_the_locks_agree_with_each_other_and_with_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {plain(name) for name in project["dependencies"]} <= set(runtime)
    assert {plain(name) for name in project["optional-dependencies"]["dev"]} <= set(dev)
    assert runtime.items() <= dev.items()


def test_the_front_ends_lock_names_no_registry() -> None:
    text = (ROOT / "reflex.lock" / "bun.lock").read_text("utf-8")
    assert "://" not in text
    assert "sha512-" in text


def test_bootstrap_needs_nothing_but_python() -> None:
    for module in ("bootstrap", "console"):
        text = (ROOT / "moment_ui" / "launch" / f"{module}.py").read_text("utf-8")
        imported = re.findall(r"^(?:from|import) (\w+(?:\.\w+)*)", text, re.MULTILINE)
        own = {name for name in imported if name.startswith("moment_ui")}
        assert own <= {"moment_ui.launch.console"}
        assert not set(imported) & {"reflex", "sqlalchemy", "pydantic", "httpx"}
    assert not (ROOT / "moment_ui" / "__init__.py").read_text("utf-8").count("import")
