"""The command line: one clear sentence when something is wrong, never a traceback."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from moment_ui.core.settings import ROOT
from tests.serving import environment_for


def moment(data_dir: Path, *arguments: str, stdin: str = "", **settings: str):
    return subprocess.run(
        [sys.executable, "-m", "moment_ui", *arguments],
        cwd=ROOT,
        env=environment_for(data_dir, **settings),
        input=stdin,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def taken_port() -> Iterator[int]:
    """A port somebody listens on."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def complains(done, *words: str) -> None:
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    for word in words:
        assert word in done.stderr


def test_a_taken_port_is_said(tmp_path: Path, taken_port: int) -> None:
    done = moment(tmp_path, "run", PORT=str(taken_port))
    complains(done, f"Port {taken_port} is taken", f"PORT={taken_port + 1}")


@pytest.mark.parametrize("port", ["abc", "70000", "0"])
def test_a_wrong_setting_is_named(tmp_path: Path, port: str) -> None:
    complains(moment(tmp_path, "run", PORT=port), f"PORT={port} cannot be used")


def test_a_host_that_is_not_ours_is_said(tmp_path: Path) -> None:
    complains(
        moment(tmp_path, "run", MOMENT_HOST="192.0.2.1", PORT="8149"), "192.0.2.1", "MOMENT_HOST"
    )


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    complains(moment(tmp_path / "file" / "data", "migrate"), "cannot write to", "DATA_DIR")


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    done = moment(tmp_path, "migrate", DATABASE_URL="postgresql://x:y@127.0.0.1:1/z")
    complains(done, "does not answer", "DATABASE_URL")


def test_migrating_twice_does_it_once(tmp_path: Path) -> None:
    assert "Preparing the database" in moment(tmp_path, "migrate").stdout
    assert "up to date" in moment(tmp_path, "migrate").stdout


def test_a_password_is_set_from_a_line_of_input(tmp_path: Path) -> None:
    assert moment(tmp_path, "seed").returncode == 0
    email = "trond.aasen@lysgard.example"
    done = moment(tmp_path, "set-password", email, stdin="en lang og god setning\n")
    assert done.returncode == 0, done.stderr
    assert email in done.stdout
    complains(moment(tmp_path, "set-password", email, stdin="kort\n"), "password")
    complains(moment(tmp_path, "set-password", "nobody@x.example", stdin="en lang setning\n"))


def test_a_wrong_scale_is_explained(tmp_path: Path) -> None:
    complains(moment(tmp_path, "seed", "--scale", "many"), "2000x100000")


def test_help_names_every_command(tmp_path: Path) -> None:
    said = moment(tmp_path, "--help").stdout
    for command in ("run", "dev", "build", "migrate", "seed", "import", "set-password", "check"):
        assert re.search(rf"^    {command}\b", said, re.MULTILINE)


def test_make_says_when_there_is_no_python(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "make", "test", "echo"):
        found = next(
            Path(folder) / name for folder in os.get_exec_path() if (Path(folder) / name).exists()
        )
        (tools / name).symlink_to(found)
    shutil.copy(ROOT / "Makefile", tmp_path)
    done = subprocess.run(
        ["make", "run"],
        cwd=tmp_path,
        env={"PATH": str(tools)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "Moment needs Python 3.11 or newer" in done.stderr
