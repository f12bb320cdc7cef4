"""Every colour of tags can be read: 4.5:1 between word and ground, in both themes (WCAG 1.4.3)."""

import re

import pytest

from moment_ui.core.settings import ROOT
from moment_ui.domain.tags.rules import PALETTE

SHEET = (ROOT / "assets" / "styles" / "tags.css").read_text("utf-8")
DRAWN = re.findall(
    r"^(\.dark )?\.badge\.tag\.(\w+) \{ background: (#\w{6}); color: (#\w{6}); \}",
    SHEET,
    re.MULTILINE,
)


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_is_drawn_in_both_themes():
    assert sorted(name for _dark, name, *_ in DRAWN) == sorted([*(PALETTE.keys() - {"gray"})] * 2)


@pytest.mark.parametrize(("dark", "name", "ground", "word"), DRAWN)
def test_a_colour_can_be_read(dark, name, ground, word):
    low, high = sorted((luminance(ground), luminance(word)))
    assert (high + 0.05) / (low + 0.05) >= 4.5
