"""What happened is told to everybody, whatever a listener does."""

import pytest

from moment_ui.core.events import Changed, publish, subscribe

TYPED = "hemmelig-4711"


def test_a_listener_that_fails_stops_no_other_and_its_values_stay_out_of_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    heard: list[Changed] = []

    def fail(_event: Changed) -> None:
        raise ValueError(TYPED)

    leave = [subscribe(fail), subscribe(heard.append)]
    publish(Changed(1, "invoices"))
    for end in leave:
        end()
    assert heard == [Changed(1, "invoices")]
    assert "ValueError" in caplog.text
    assert TYPED not in caplog.text
