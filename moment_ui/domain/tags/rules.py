"""What a tag may be called, its code and its colour; places in an order. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Reading, line, required_line
from moment_ui.core.words import _

NAME_LENGTH = 100
CODE_LENGTH = 40
PALETTE: dict[str, str] = {
    "gray": _("Gray"),
    "blue": _("Blue"),
    "indigo": _("Indigo"),
    "teal": _("Teal"),
    "green": _("Green"),
    "amber": _("Amber"),
    "red": _("Red"),
    "pink": _("Pink"),
    "purple": _("Purple"),
}
"""The colours of tags, as assets/styles/tags.css draws them: each readable in both themes."""

TAG_FILTERS = frozenset({"tags", "project_tags", "customer_tags", "contact_tags"})
"""Keys of addresses that hold the ids of tags."""


@dataclass(frozen=True, slots=True)
class TagDraft:
    """What one says of a tag: its name, the code that exports write, its colour, its group."""

    name: str
    code: str = ""
    colour: str = "gray"
    group_id: int = 0


def read(texts: Mapping[str, str]) -> TagDraft:
    """A form's texts as a draft. Raises Invalid."""
    form = Reading(texts)
    name = form.text("name", lambda text: required_line(text, NAME_LENGTH))
    code = form.text("code", lambda text: line(text, CODE_LENGTH))
    form.finish()
    colour = texts.get("colour", "")
    if colour not in PALETTE:
        raise Invalid(colour=_("Choose one of the colours."))
    group = texts.get("group", "")
    return TagDraft(name, code, colour, int(group) if group.isdecimal() else 0)


def moved(keys: Sequence[int], key: int, place: int) -> list[int]:
    """The keys in their order with one of them at another place, counted from 0."""
    others = [other for other in keys if other != key]
    place = max(0, min(place, len(others)))
    return [*others[:place], key, *others[place:]]


def asks_for_another(query: str, tag_id: int, other_id: int) -> str:
    """An address with one tag in its filters replaced by another; as it was when it asks for neither."""
    parts = parse_qsl(query, keep_blank_values=True)
    changed = [
        (key, _replaced(value, tag_id, other_id) if key in TAG_FILTERS else value)
        for key, value in parts
    ]
    return query if changed == parts else urlencode(changed)


def _replaced(value: str, tag_id: int, other_id: int) -> str:
    wanted = [str(other_id) if part == str(tag_id) else part for part in value.split(",")]
    return ",".join(dict.fromkeys(wanted))
