"""No payload, cookie or token reaches the log, whatever a browser sends."""

import asyncio
import logging

import pytest

from moment_ui.state.quiet_log import quieten
from tests.tabs import HYDRATE, server
from tests.world import World

TYPED = "hemmelig-4711"


@pytest.mark.parametrize(
    ("name", "payload"),
    [
        ("no_such_state.handler", {"typed": TYPED}),
        ("no_such_handler", {TYPED: TYPED}),
    ],
    ids=["unknown state", "unknown handler"],
)
async def test_events_leave_no_values_in_the_log(
    world: World, caplog: pytest.LogCaptureFixture, name: str, payload: dict[str, str]
) -> None:
    quieten()
    caplog.set_level(logging.DEBUG)
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        event = tab.event(name, payload)
        await tabs.processor.enqueue(tab.token, event)
        await asyncio.sleep(0.1)
    assert caplog.text
    assert TYPED not in caplog.text
    assert tab.cookie not in caplog.text


def test_errors_are_told_by_type_and_place(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("reflex.app")
    quieten()
    try:
        int(TYPED)
    except ValueError:
        logger.exception("Error processing %s", {"typed": TYPED})
    assert "Error processing" in caplog.text
    assert "ValueError" in caplog.text
    assert "test_quiet_log.py" in caplog.text
    assert TYPED not in caplog.text
