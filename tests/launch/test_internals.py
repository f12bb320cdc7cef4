"""The names of Reflex's insides that we depend on still mean what they did."""

import subprocess
import sys

from reflex.environment import environment
from reflex_base.config import get_config

from moment_ui.launch import internals


def test_the_internal_variables_have_these_names() -> None:
    assert environment.REFLEX_SKIP_COMPILE.name == internals.SKIP_COMPILE
    assert environment.REFLEX_MOUNT_FRONTEND_COMPILED_APP.name == internals.MOUNT_FRONTEND


def test_every_variable_is_known_to_reflex() -> None:
    known = {
        variable.name for variable in vars(type(environment)).values() if hasattr(variable, "name")
    }
    names = {*internals.SERVE, *internals.BUILD, *internals.DEV}
    settings = {f"REFLEX_{field.upper()}" for field in get_config().class_fields()}
    internal = {internals.SKIP_COMPILE, internals.MOUNT_FRONTEND}
    assert names <= known | settings | internal


def test_reflex_is_told_to_be_quiet_and_closed() -> None:
    config = get_config()
    assert not config.telemetry_enabled
    assert config.show_built_with_reflex is False
    assert "*" not in config.cors_allowed_origins
    assert config.frontend_compression_formats == ["brotli", "gzip"]


def test_the_server_side_does_without_its_clients_libraries() -> None:
    """In a process of its own: here others have read them long ago."""
    code = (
        "import sys; from moment_ui.launch import internals;"
        "sys.modules.update(dict.fromkeys(internals.CLIENTS));"
        "import socketio; print(socketio.AsyncServer.__name__)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "AsyncServer"
