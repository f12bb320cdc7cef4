import pytest

from moment_ui.core.settings import settings
from moment_ui.registers.countries import register_of
from moment_ui.registers.failures import Failure, RegisterUnavailable
from moment_ui.registers.kept import KEPT_ANSWERS, KEPT_SECONDS, KeptRegister
from moment_ui.registers.register import RegisterEntry


class Counting:
    """Answers with how often it was asked; fails while `failing`."""

    def __init__(self):
        self.asked = 0
        self.failing = False

    async def search(self, text):
        return [await self.entry(text)]

    async def entry(self, org_number):
        self.asked += 1
        if self.failing:
            raise RegisterUnavailable(Failure.SLOW)
        return RegisterEntry(org_number, f"Nr. {self.asked}") if org_number != "unknown" else None


class Clock:
    """A clock that tests move."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def asked():
    return Counting()


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def kept(asked, clock):
    return KeptRegister(asked, clock)


async def test_a_question_is_asked_once_within_its_time(kept, asked, clock):
    first = await kept.search("Tindra ")
    assert await kept.search("tindra") == first
    assert await kept.entry("unknown") is None
    assert await kept.entry("unknown") is None
    assert asked.asked == 2
    clock.now = KEPT_SECONDS + 1
    assert await kept.search("tindra") != first
    assert asked.asked == 3


async def test_who_checks_again_is_answered_anew(kept, asked):
    await kept.entry("1")
    again = await kept.entry("1", fresh=True)
    assert again.name == "Nr. 2"
    assert await kept.entry("1") == again


async def test_failures_are_not_kept(kept, asked):
    asked.failing = True
    with pytest.raises(RegisterUnavailable):
        await kept.entry("1")
    asked.failing = False
    assert (await kept.entry("1")).name == "Nr. 2"


async def test_no_more_than_so_many_answers_are_kept(kept, asked):
    for number in range(KEPT_ANSWERS + 1):
        await kept.entry(str(number))
    await kept.entry(str(KEPT_ANSWERS))
    assert asked.asked == KEPT_ANSWERS + 1
    await kept.entry("0")
    assert asked.asked == KEPT_ANSWERS + 2


def test_countries_without_a_register_and_one_turned_off_have_none(monkeypatch):
    assert register_of("SE") is None
    monkeypatch.setenv("COMPANY_REGISTER_URL", "http://127.0.0.1:1")
    settings.cache_clear()
    assert register_of("NO") is register_of("NO") is not None
    monkeypatch.setenv("COMPANY_REGISTER_URL", " ")
    settings.cache_clear()
    assert register_of("NO") is None
    monkeypatch.undo()
    settings.cache_clear()
