"""What the environment says, and what it says to others."""

import pytest

from moment_ui.core.settings import Settings


def test_what_shells_and_desktops_set_for_themselves_means_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOST", "x86_64-linux-gnu")
    monkeypatch.setenv("LANGUAGE", "nb_NO:en_GB")
    found = Settings()
    assert found.language == "en"
    assert found.host != "x86_64-linux-gnu"


def test_our_own_names_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOMENT_HOST", "127.0.0.1")
    monkeypatch.setenv("MOMENT_LANGUAGE", "nb")
    monkeypatch.setenv("PORT", "9000")
    found = Settings()
    assert (found.host, found.language, found.port) == ("127.0.0.1", "nb", 9000)
    assert found.origin == "http://localhost:9000"
