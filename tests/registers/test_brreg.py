import datetime as dt
import gzip
import json
from typing import Any

import httpx
import pytest

from moment_ui.registers.brreg import Brreg
from moment_ui.registers.failures import Failure, RegisterUnavailable
from moment_ui.registers.register import Address, Standing
from tests.registers.served import TINDRA, WRONG, Register, served_register


@pytest.fixture(scope="module")
def served():
    with served_register() as register:
        yield register


@pytest.fixture
def register(served: Register):
    served.mood = "well"
    served.asked.clear()
    return served


def answering(status: int, body: Any = b"", **headers: str):
    """A register that always answers so, and what it was asked."""
    asked: list[httpx.Request] = []

    def answer(request):
        asked.append(request)
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return httpx.Response(status, content=content, headers=headers)

    return Brreg("https://register.example/api/", transport=httpx.MockTransport(answer)), asked


async def test_an_entry_is_read_whole(register):
    entry = await Brreg(register.url).entry("990001111")
    assert entry is not None
    assert (entry.name, entry.form, entry.standing) == ("TINDRA BYGG AS", "AS", Standing.REGISTERED)
    assert entry.visiting == Address("Fjordgata 8", "", "7010", "TRONDHEIM")
    assert entry.postal == Address("Postboks 214", "Sentrum", "7401", "TRONDHEIM")
    assert (entry.email, entry.phone) == ("post@tindra.example", "73 54 01 00")
    assert (entry.website, entry.vat_number) == ("www.tindra.example", "NO990001111MVA")


async def test_a_name_is_searched_as_it_is_typed(register):
    found = await Brreg(register.url).search("  tindra   b")
    assert [entry.name for entry in found] == ["TINDRA BYGG AS"]
    assert "navn=tindra+b&navnMetodeForSoek=FORTLOEPENDE&size=10" in register.asked[0]


@pytest.mark.parametrize("typed", ["990001111", "990 001 111"])
async def test_nine_digits_are_looked_up_as_a_number(register, typed):
    assert [entry.number for entry in await Brreg(register.url).search(typed)] == ["990001111"]
    assert register.asked == ["/enheter/990001111"]


async def test_too_few_letters_are_not_asked_about(register):
    assert await Brreg(register.url).search(" t ") == []
    assert register.asked == []


async def test_a_page_without_hits_is_an_answer(register):
    assert await Brreg(register.url).search("finnes ikke") == []
    assert [path.partition("?")[0] for path in register.asked] == ["/enheter", "/underenheter"]


async def test_a_sub_unit_is_found_where_no_company_is(register):
    brreg = Brreg(register.url)
    (found,) = await brreg.search("Tindra Bygg AS avd")
    assert (found.number, found.part_of, found.form) == ("990045054", "990001111", "BEDR")
    assert found.visiting == Address("Kaia 3", "", "", "MO I RANA")
    assert (found.vat_registered, found.vat_number) == (None, "")
    assert await brreg.entry("990045054") == found
    closed = await brreg.entry("990045062")
    assert closed is not None
    assert (closed.standing, closed.deleted_on) == (Standing.DELETED, dt.date(2026, 2, 1))
    register.asked.clear()
    assert await brreg.search("tindra b")
    assert len(register.asked) == 1


@pytest.mark.parametrize("status", [404, 500])
async def test_sub_units_that_cannot_be_asked_for_are_none_by_name(status):
    asked: list[str] = []

    def answer(request):
        asked.append(request.url.path)
        if "underenheter" in request.url.path:
            return httpx.Response(status, content=b"<html>")
        if request.url.path.endswith("/enheter"):
            return httpx.Response(200, json={"page": {"totalElements": 0}})
        return httpx.Response(404)

    brreg = Brreg("https://register.example", transport=httpx.MockTransport(answer))
    assert await brreg.search("ingen") == []
    assert len(asked) == 2
    if status == 404:
        assert await brreg.entry("923609016") is None
    else:  # nobody knows whether it is a sub-unit: that is not "not in the register"
        with pytest.raises(RegisterUnavailable):
            await brreg.entry("923609016")


async def test_bankruptcy_and_no_vat_registration_are_told(register):
    entry = await Brreg(register.url).entry("990012288")
    assert entry is not None
    assert (entry.standing, entry.vat_registered, entry.vat_number) == (
        Standing.BANKRUPT,
        False,
        "",
    )
    assert entry.visiting == Address("Kaia 3", "", "", "ÅLESUND")


@pytest.mark.parametrize("key", ["underAvvikling", "underTvangsavviklingEllerTvangsopplosning"])
async def test_either_liquidation_is_told(key):
    brreg, _asked = answering(200, {**TINDRA, key: True})
    entry = await brreg.entry("990001111")
    assert entry is not None
    assert entry.standing == Standing.LIQUIDATION


async def test_a_deleted_company_is_an_answer_with_its_day(register):
    entry = await Brreg(register.url).entry("990023468")
    assert entry is not None
    assert (entry.standing, entry.deleted_on) == (Standing.DELETED, dt.date(2026, 3, 4))


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ({"organisasjonsnummer": "990001111", "slettedato": "2025-01-31"}, dt.date(2025, 1, 31)),
        ({"slettedato": "i fjor"}, None),
        (b"<html>gone</html>", None),
        (b"", None),
        ([], None),
    ],
)
async def test_gone_is_an_answer_whatever_is_left_of_it(body, day):
    entry = await answering(410, body)[0].entry("990001111")
    assert entry is not None
    assert (entry.standing, entry.deleted_on) == (Standing.DELETED, day)


async def test_not_found_is_an_answer(register):
    assert await Brreg(register.url).entry("923609016") is None


@pytest.mark.parametrize("number", ["", "12", "99000111x", "990001111/roller", "../api"])
async def test_what_is_no_number_is_never_asked(number):
    brreg, asked = answering(200, TINDRA)
    assert await brreg.entry(number) is None
    assert asked == []


@pytest.mark.parametrize("mood", WRONG)
async def test_every_wrong_answer_is_one_error_with_one_line(register, mood):
    register.mood = mood
    brreg = Brreg(register.url, seconds=0.4)
    for ask in (brreg.entry("990001111"), brreg.search("tindra")):
        with pytest.raises(RegisterUnavailable) as failed:
            await ask
        assert failed.value.kind == KINDS.get(mood, Failure.UNREADABLE)
        assert "\n" not in failed.value.message
        assert "try again" in failed.value.message


KINDS = {
    "hanging": Failure.SLOW,
    "dripping": Failure.SLOW,
    "resetting": Failure.UNREACHABLE,
    "broken": Failure.BROKEN,
    "refusing": Failure.REFUSED,
}


@pytest.mark.parametrize(
    "base", ["http://127.0.0.1:1", "http://no-such-host.invalid", "nonsense", "http://[::1"]
)
async def test_nobody_there_is_unreachable(base):
    with pytest.raises(RegisterUnavailable) as failed:
        await Brreg(base, seconds=2).search("tindra")
    assert failed.value.kind == Failure.UNREACHABLE


async def test_an_answer_about_another_company_is_not_believed():
    brreg, _asked = answering(200, TINDRA)
    with pytest.raises(RegisterUnavailable):
        await brreg.entry("923609016")


async def test_one_odd_company_makes_a_page_unreadable():
    brreg, _asked = answering(200, {"_embedded": {"enheter": [TINDRA, {"navn": 5}]}})
    with pytest.raises(RegisterUnavailable):
        await brreg.search("tindra")


async def test_a_compressed_bomb_is_refused():
    bomb = gzip.compress(b" " * 50_000_000)
    brreg, _asked = answering(200, bomb, **{"Content-Encoding": "gzip"})
    with pytest.raises(RegisterUnavailable):
        await brreg.entry("990001111")


async def test_what_does_not_fit_a_field_is_left_out_or_cut():
    odd = {
        **TINDRA,
        "navn": "Å" * 300 + "\x00",
        "epostadresse": "not an address",
        "hjemmeside": "javascript:alert(1)",
        "telefon": None,
        "mobil": "911 22 348",
        "postadresse": {"landkode": "SE", "land": "Sverige", "poststed": "ÅRE", "adresse": ["\t"]},
    }
    entry = await answering(200, odd)[0].entry("990001111")
    assert entry is not None
    assert (len(entry.name), entry.email, entry.website) == (200, "", "")
    assert entry.phone == "911 22 348"
    assert entry.postal == Address("", "", "", "ÅRE, Sverige")
