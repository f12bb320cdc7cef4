"""The filters of a list as the panel draws them: what is in sight, what is chosen, what is typed."""

from dataclasses import dataclass, field, replace

from moment_ui.core.selection import FilterValue
from moment_ui.core.words import _
from moment_ui.reports.filters import FilterKind
from moment_ui.reports.panel import OWN_DATES
from moment_ui.reports.view import ChoiceView, FilterView


@dataclass
class Control:
    """A filter in the panel. `version` changes when its text did not come from its own field.

    `choices` are always in sight, `more` behind a button that says `more_label`.
    """

    key: str = ""
    label: str = ""
    kind: str = ""
    hint: str = ""
    text: str = ""
    low: str = ""
    high: str = ""
    preset: str = ""
    version: str = ""
    low_problem: str = ""
    high_problem: str = ""
    choices: list[ChoiceView] = field(default_factory=list[ChoiceView])
    more: list[ChoiceView] = field(default_factory=list[ChoiceView])
    more_label: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one side of a range, "low" or "high", as it stands in its field."""

    key: str
    side: str
    message: str


NO_PROBLEM = Problem("", "", "")
AT_FIRST = 6
"""How many choices of a filter are in sight before "All 14"."""


def control_of(shown: FilterView, version: int, own_dates: str = "") -> Control:
    """A filter as the panel draws it: what is chosen, and the first few, in sight.

    `own_dates` names the period whose dates the reader is about to type.
    """
    first = [choice for at, choice in enumerate(shown.choices) if choice.chosen or at < AT_FIRST]
    if len(shown.choices) - len(first) < 2:
        first = list(shown.choices)
    rest = [choice for choice in shown.choices if choice not in first]
    label = _("All {count}").format(count=len(shown.choices))
    counted = any(choice.count for choice in shown.choices)
    return Control(
        key=shown.key,
        label=shown.label,
        kind=FilterKind.CHOICES if counted else shown.kind,
        hint=shown.hint,
        text=shown.text,
        low=shown.low,
        high=shown.high,
        preset=shown.preset or (OWN_DATES if shown.key == own_dates else ""),
        version=f"{shown.key}-{version}",
        choices=first,
        more=rest,
        more_label=label,
    )


def worth_showing(shown: FilterView) -> bool:
    """Whether the filter is worth showing: codes of nothing are not."""
    return bool(shown.choices) or shown.kind != FilterKind.CODES


def marked_as(control: Control, value: FilterValue | None) -> Control:
    """The control as it stands at once after a click, before its counts are known again."""
    chosen = set(map(str, value)) if isinstance(value, tuple) else set[str]()

    def mark(choices: list[ChoiceView]) -> list[ChoiceView]:
        return [replace(choice, chosen=choice.value in chosen) for choice in choices]

    changed = replace(control, choices=mark(control.choices), more=mark(control.more))
    if control.kind == FilterKind.FLAG:
        changed.text = "yes" if value else ""
    return changed


def told(control: Control, problem: Problem) -> Control:
    """The control with the problem beside its field, or without one when it is another's."""
    here = problem.message if problem.key == control.key else ""
    return replace(
        control,
        low_problem=here if problem.side == "low" else "",
        high_problem=here if problem.side == "high" else "",
    )
