"""What is corrected of a time record before it is approved. No database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _

DAY_HOURS = 24


@dataclass(frozen=True, slots=True)
class Correction:
    """What the customer is to pay and to read of a time record; whole minutes."""

    billable_minutes: int
    comment: str


def read_correction(texts: Mapping[str, str]) -> Correction:
    """The correction that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    minutes = form.read("billable", _hours)
    comment = form.text("comment", partial(fields.paragraphs, longest=2000))
    form.finish()
    return Correction(minutes or 0, comment)


def _hours(text: str) -> int:
    minutes = fields.minutes(text, DAY_HOURS)
    if minutes is None:
        raise Unfit(_("Write hours like 7,5 or 7:30; 0 bills nothing."))
    return minutes
