"""Writers of one process on SQLite: in the order they came, and nobody for ever behind one who hangs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from moment_ui.db import turns
from moment_ui.db.turns import Turns
from moment_ui.db.work import writing


def waiting(queue: Turns, people: int) -> None:
    """Until so many stand in the queue."""
    pause = Event()
    while len(queue._queue) < people:
        pause.wait(0.001)


def test_first_come_first_served():
    queue, served = Turns(), []

    def come(number: int) -> None:
        give = queue.take()
        served.append(number)
        give()

    first = queue.take()
    people = [Thread(target=come, args=(number,)) for number in range(5)]
    for number, person in enumerate(people):
        person.start()
        waiting(queue, number + 2)
    assert served == []
    first()
    for person in people:
        person.join()
    assert served == [0, 1, 2, 3, 4]
    assert not queue._queue


def test_who_never_gives_the_turn_back_is_passed_by(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(turns, "LONGEST", 0.05)
    queue = Turns()
    hanging = queue.take()
    mine = queue.take()
    hanging()  # too late: it changes nothing
    assert len(queue._queue) == 1
    mine()
    assert not queue._queue


def test_a_turn_ends_with_the_transaction_however_that_ends(world):
    def fail() -> None:
        with writing(world.nord.economy) as work:
            work.data_version()
            raise LookupError

    def pass_through() -> int:
        with writing(world.nord.economy) as work:
            return work.data_version()

    with ThreadPoolExecutor(1) as others:
        for _time in range(3):
            with pytest.raises(LookupError):
                fail()
            others.submit(pass_through).result(timeout=5)
