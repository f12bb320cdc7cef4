"""What a milestone's form means. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from moment_ui.core import fields


@dataclass(frozen=True, slots=True)
class MilestoneDraft:
    """A milestone as a form means it."""

    name: str
    due_on: dt.date | None = None
    responsible_id: int | None = None


def read(texts: Mapping[str, str]) -> MilestoneDraft:
    """The milestone that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = MilestoneDraft(
        name=form.text("name", fields.required_line),
        due_on=form.read("due_on", fields.day),
        responsible_id=form.read("responsible_id", fields.whole_number),
    )
    form.finish()
    return draft
