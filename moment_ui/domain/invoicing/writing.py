"""Values of options in words: what the page and the history show."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from moment_ui.core import fields
from moment_ui.core.settings import settings
from moment_ui.core.words import _, plural
from moment_ui.domain.invoicing.option import (
    GROUPINGS,
    HOUR_COLUMNS,
    REFERENCES,
    YES,
    HourColumns,
    InvoicingOption,
    OptionKind,
)


@dataclass(frozen=True, slots=True)
class Written:
    """Writes values; `names` are what rows that options refer to are called."""

    names: Mapping[OptionKind, Mapping[str, str]] = field(
        default_factory=dict[OptionKind, Mapping[str, str]]
    )

    def text(self, option: InvoicingOption, text: str | None) -> str:
        """A value in words; "" for one that says nothing."""
        if not text:
            return ""
        if option.kind in REFERENCES:
            return self.names.get(option.kind, {}).get(text, _("(removed)"))
        words = dict(option.choices)
        return words.get(text) or _IN_WORDS.get(option.kind, str)(text)


def columns_in_words(chosen: HourColumns) -> str:
    """What an hour list shows: "Date, co-worker, hours; by activity"."""
    words = [HOUR_COLUMNS.get(key, key) for key in chosen.columns]
    listed = ", ".join(word.lower() if place else word for place, word in enumerate(words))
    return f"{listed}; {GROUPINGS.get(chosen.grouping, chosen.grouping)}"


def _number(text: str) -> str:
    return text.replace(".", ",")


_IN_WORDS: dict[OptionKind, Callable[[str], str]] = {
    OptionKind.DAYS: lambda text: plural("{count} day", "{count} days", int(text)),
    OptionKind.PERCENT: lambda text: f"{_number(text)}\N{NO-BREAK SPACE}%",
    OptionKind.AMOUNT: _number,
    OptionKind.YES_NO: lambda text: _("Yes") if text == YES else _("No"),
    OptionKind.LANGUAGE: lambda text: fields.languages(settings().language).get(text, text),
    OptionKind.COLUMNS: lambda text: columns_in_words(HourColumns.of(text)),
}
