"""What the editors of invoicing options offer."""

from dataclasses import dataclass, field

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.invoicing.option import (
    GROUPINGS,
    HOUR_COLUMNS,
    NO,
    REFERENCES,
    YES,
    HourColumns,
    InvoicingOption,
    OptionKind,
)
from moment_ui.domain.invoicing.queries import choices
from moment_ui.domain.invoicing.reading import Place

Offered = list[tuple[str, str]]


@dataclass
class ColumnTick:
    """A column of the hour list, ticked or not."""

    key: str = ""
    label: str = ""
    on: bool = False


@dataclass
class EditorChoices:
    """The choices of one open editor: values and words, and for hour lists the columns."""

    offered: Offered = field(default_factory=Offered)
    columns: list[ColumnTick] = field(default_factory=list[ColumnTick])
    grouping: str = ""


@needs(Permission.VIEW_CUSTOMERS)
def editor_choices(work: Work, place: Place, option: InvoicingOption, text: str) -> EditorChoices:
    """What an option's editor offers in a place when it starts with `text`."""
    if option.kind is OptionKind.COLUMNS:
        return column_choices(HourColumns.of(text), list(GROUPINGS.items()))
    if option.kind in REFERENCES:
        found = choices(work, place, option.kind)
        return EditorChoices(found if text else [("", _("Choose …")), *found])
    return EditorChoices(_plain(option))


def column_choices(chosen: HourColumns, groupings: Offered) -> EditorChoices:
    """The columns with what is ticked, and the groupings."""
    ticks = [ColumnTick(key, word, key in chosen.columns) for key, word in HOUR_COLUMNS.items()]
    return EditorChoices(groupings, ticks, chosen.grouping)


def _plain(option: InvoicingOption) -> Offered:
    if option.kind is OptionKind.YES_NO:
        return [(YES, _("Yes")), (NO, _("No"))]
    if option.kind is OptionKind.CURRENCY:
        return [(code, code) for code in fields.currencies()]
    if option.kind is OptionKind.LANGUAGE:
        languages = fields.languages(settings().language).items()
        return [("", _("Choose …")), *languages]
    return list(option.choices)
