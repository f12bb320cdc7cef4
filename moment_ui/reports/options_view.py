"""The page of invoicing options in the reader's language: groups, rows, values and their origins."""

from dataclasses import dataclass, field

from moment_ui.core.actor import Permission
from moment_ui.core.folding import folded
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.invoicing.option import Group, InvoicingOption, Level
from moment_ui.domain.invoicing.options import GROUP_LABELS, OPTIONS
from moment_ui.domain.invoicing.queries import Others, names, options_at, others_below
from moment_ui.domain.invoicing.reading import Place, Surroundings
from moment_ui.domain.invoicing.rules import Effective, above, effective_at, may_change, may_see
from moment_ui.domain.invoicing.writing import Written

LEVEL_WORDS = {
    Level.COMPANY: _("Company"),
    Level.CUSTOMER: _("Customer"),
    Level.PROJECT: _("Project"),
}
HERE_WORDS = LEVEL_WORDS | {
    Level.CUSTOMER: _("This customer"),
    Level.PROJECT: _("This project"),
}
DEFAULT = _("Default")
PATHS = {Level.CUSTOMER: "customers", Level.PROJECT: "projects"}


@dataclass
class OtherLink:
    """Somebody below who says otherwise, and where; `id` tells one from the next."""

    id: str = ""
    title: str = ""
    href: str = ""


@dataclass
class Shown:
    """A value in words, and who says so: a level's icon, a word, and a path inside the company."""

    value: str = ""
    nothing: bool = False
    level: str = ""
    origin: str = ""
    href: str = ""


@dataclass
class OptionLine:
    """One option: what holds, what would hold without what is set here, and who says otherwise.

    `own` is what is set here, as the editor's text; `proposed` what an editor starts with else.
    """

    key: str = ""
    label: str = ""
    description: str = ""
    kind: str = ""
    now: Shown = field(default_factory=Shown)
    above: Shown = field(default_factory=Shown)
    above_says: str = ""
    here: bool = False
    may: bool = False
    own: str = ""
    proposed: str = ""
    others: str = ""
    other_links: list[OtherLink] = field(default_factory=list[OtherLink])


@dataclass
class OptionGroup:
    """A part of the page; `count` is how many of its options are set here, "" for none."""

    key: str = ""
    label: str = ""
    count: str = ""
    rows: list[OptionLine] = field(default_factory=list[OptionLine])


@dataclass
class OptionsView:
    """The whole page. `set_here` counts everything, whatever is shown."""

    level: str = ""
    title: str = ""
    groups: list[OptionGroup] = field(default_factory=list[OptionGroup])
    set_here: int = 0
    may: bool = False

    def row(self, key: str) -> OptionLine | None:
        """The line of an option."""
        return next((row for group in self.groups for row in group.rows if row.key == key), None)

    def cut(self, wanted: str, *, only: bool) -> list[OptionGroup]:
        """The groups whose options hold all of the words, and those set here only when asked."""
        words = folded(wanted).split()
        groups = [
            OptionGroup(
                group.key,
                group.label,
                group.count,
                [row for row in group.rows if (row.here or not only) and _holds(row, words)],
            )
            for group in self.groups
        ]
        return [group for group in groups if group.rows]


def options_page(work: Work, place: Place) -> OptionsView:
    """The options of a place that the actor may see. Raises NotFound, NotPermitted."""
    around = options_at(work, place)
    seen = [option for option in OPTIONS if may_see(work.actor, option)]
    said = [
        (option.key, values[option.key])
        for values in around.said.values()
        for option in seen
        if option.key in values
    ]
    lines = _Lines(work, around, Written(names(work, said)), others_below(work, place))
    groups = [
        _group(group, [lines.line(option) for option in seen if option.group is group])
        for group in Group
        if any(option.group is group for option in seen)
    ]
    rows = [row for group in groups for row in group.rows]
    row = around.project or around.customer
    return OptionsView(
        level=place.level.value,
        title=row.name if row else around.company.name,
        groups=groups,
        set_here=sum(row.here for row in rows),
        may=any(row.may for row in rows),
    )


def _group(group: Group, rows: list[OptionLine]) -> OptionGroup:
    count = sum(row.here for row in rows)
    return OptionGroup(group.value, GROUP_LABELS[group], str(count or ""), rows)


def _holds(row: OptionLine, words: list[str]) -> bool:
    text = folded(f"{row.label} {row.description} {row.now.value} {row.now.origin} {row.key}")
    return all(word in text for word in words)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Writes the options of one place."""

    work: Work
    around: Surroundings
    written: Written
    others: dict[str, Others]

    def line(self, option: InvoicingOption) -> OptionLine:
        """One option's row."""
        level, said = self.around.place.level, self.around.said
        now = effective_at(option, said, level)
        upper = above(option, said, level)
        others = self.others.get(option.key, Others())
        here = option.key in self.around.own and level in option.levels
        return OptionLine(
            key=option.key,
            label=option.label,
            description=option.description,
            kind=option.kind.value,
            now=self._shown(option, now),
            above=self._shown(option, upper),
            above_says=self._above_says(option, upper),
            here=here,
            may=may_change(self.work.actor, option, level),
            own=self.around.own.get(option.key, "") if here else "",
            proposed=upper.value,
            others=self._others(others),
            other_links=[_link(option, one.level, one.id, one.title) for one in others.first],
        )

    def _shown(self, option: InvoicingOption, effective: Effective) -> Shown:
        words = self.written.text(option, effective.value)
        level = effective.origin
        here = level is self.around.place.level
        explicit = effective.origin is not None and option.may_be_nothing(effective.origin)
        nothing = _("Nothing") if explicit else option.unset
        return Shown(
            value=words or nothing,
            nothing=not words,
            level="default" if level is None else level.value,
            origin=DEFAULT if level is None else (HERE_WORDS if here else LEVEL_WORDS)[level],
            href="" if here or level is None else self._href(option, level),
        )

    def _above_says(self, option: InvoicingOption, upper: Effective) -> str:
        level = self.around.place.level
        words = self.written.text(option, upper.value)
        if upper.origin is None and (words or level is Level.COMPANY):
            return _("Default: {value}").format(value=words or option.unset)
        said = LEVEL_WORDS[upper.origin or Level.COMPANY]
        return _("{level} says: {value}").format(level=said, value=words or _("nothing"))

    def _href(self, option: InvoicingOption, level: Level) -> str:
        """Where the value is set, "" when the reader may not look there."""
        if level is Level.COMPANY:
            allowed = self.work.actor.may(Permission.VIEW_INVOICES)
            listed = option.levels and Level.COMPANY in option.levels
            return f"/setup/invoicing#{option.key}" if allowed and listed else ""
        customer = self.around.customer
        return _address(level, customer.key, option) if customer else ""

    def _others(self, others: Others) -> str:
        if not others.count:
            return ""
        if self.around.place.level is Level.CUSTOMER:
            return plural(
                "{count} project says otherwise:", "{count} projects say otherwise:", others.count
            )
        text = plural(
            "{count} customer or project says otherwise",
            "{count} customers and projects say otherwise",
            others.count,
        )
        return f"{text}:" if others.first else f"{text}."


def _link(option: InvoicingOption, level: Level, row_id: int, title: str) -> OtherLink:
    return OtherLink(f"{level}-{row_id}", title, _address(level, row_id, option))


def _address(level: Level, row_id: int, option: InvoicingOption) -> str:
    return f"/{PATHS[level]}/{row_id}/invoicing-options#{option.key}"
