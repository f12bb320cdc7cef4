"""Everything that points at a tag, read from the schema: a table added next year is not forgotten."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.words import plural
from moment_ui.db.session import scoped_classes
from moment_ui.db.work import Work
from moment_ui.domain.tags import rules
from moment_ui.models.base import CompanyScoped
from moment_ui.models.mailing import MailingList
from moment_ui.models.view import SavedView

Values = Mapping[str, Any]
ASKING = (SavedView, MailingList)
"""Tables whose `query` is an address that may ask for a tag."""

_WORDS = {
    "customer_tag": ("{count} customer", "{count} customers"),
    "project_tag": ("{count} project", "{count} projects"),
    "contact_tag": ("{count} contact", "{count} contacts"),
    "offer_tag": ("{count} offer", "{count} offers"),
    "invoicing_option": ("{count} invoicing option", "{count} invoicing options"),
    "mailing_list_tag": ("{count} mailing list", "{count} mailing lists"),
}
_OTHERS = ("{count} other record", "{count} other records")
MANY = 500


@dataclass(frozen=True, slots=True)
class Trace:
    """A table that points at tags. `links` are its other references: by column the model they are to."""

    model: type[Any]
    links: Mapping[str, type[Any]]
    unique: tuple[tuple[str, ...], ...]

    @property
    def table(self) -> str:
        """Its name."""
        return str(self.model.__tablename__)

    @property
    def owner(self) -> str:
        """The column that says which object has the tag; "" where a tag is one value among others."""
        pairs = (set(columns) - {"tag_id"} for columns in self.unique if "tag_id" in columns)
        return next((pair.pop() for pair in pairs if len(pair) == 1), "")


def traces() -> Iterator[Trace]:
    """Every table with a reference to tags."""
    models: dict[str, type[Any]] = {str(model.__tablename__): model for model in scoped_classes()}
    for model in map(models.__getitem__, sorted(models)):
        targets = dict(_references(model))
        if targets.pop("tag_id", "") == "tag":
            links = {column: models[table] for column, table in targets.items() if table in models}
            yield Trace(model, links, tuple(_uniques(model)))


def _references(model: Any) -> Iterator[tuple[str, str]]:
    for constraint in sa.inspect(model).local_table.foreign_key_constraints:
        for element in constraint.elements:
            if element.column.name == "id" and element.parent.name != "company_id":
                yield element.parent.name, constraint.referred_table.name


def _uniques(model: Any) -> Iterator[tuple[str, ...]]:
    for constraint in sa.inspect(model).local_table.constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            names = tuple(str(column.name) for column in constraint.columns)
            if "id" not in names:
                yield tuple(name for name in names if name != "company_id")


def rows_of(work: Work, trace: Trace, tag_id: int) -> list[Values]:
    """The rows that point at a tag, without their ids."""
    rows = work.session.exec(select(trace.model).where(trace.model.tag_id == tag_id))
    return [_values(row) for row in rows]


def _values(row: CompanyScoped) -> Values:
    return {
        key: value for key, value in row.model_dump().items() if key not in {"id", "company_id"}
    }


def put_back(work: Work, trace: Trace, rows: Sequence[Values]) -> list[Values]:
    """Write the rows again, but for those of objects that are gone, or have such a row by now.

    Returns those written.
    """
    for column, model in trace.links.items():
        wanted = {row[column] for row in rows if row[column] is not None}
        there = _known(work, model.id, sorted(wanted))
        rows = [row for row in rows if row[column] is None or row[column] in there]
    missing = _not_owned(work, trace, rows) if trace.owner else _not_set(work, trace, rows)
    work.insert_rows(trace.model, missing)
    return missing


def _not_owned(work: Work, trace: Trace, rows: Sequence[Values]) -> list[Values]:
    owner: Any = getattr(trace.model, trace.owner)
    has = {
        (key, tag_id)
        for tag_id in {row["tag_id"] for row in rows}
        for key in work.session.exec(select(owner).where(trace.model.tag_id == tag_id))
    }
    return [row for row in rows if (row[trace.owner], row["tag_id"]) not in has]


def _not_set(work: Work, trace: Trace, rows: Sequence[Values]) -> list[Values]:
    def is_free(row: Values) -> bool:
        keys = ({name: row[name] for name in unique} for unique in trace.unique)
        return not any(_first(work, trace, key) for key in keys if None not in key.values())

    return [row for row in rows if is_free(row)]


def take_again(work: Work, trace: Trace, rows: Sequence[Values]) -> None:
    """Remove rows that `put_back` wrote, as far as they are still the same."""
    for row in rows:
        found = _first(work, trace, row)
        if found is not None:
            work.session.delete(found)
    work.session.flush()


def _first(work: Work, trace: Trace, values: Values) -> Any:
    conditions = (getattr(trace.model, name) == value for name, value in values.items())
    return work.session.exec(select(trace.model).where(*conditions)).first()


def _known(work: Work, column: Any, keys: list[int]) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(keys), MANY):
        some = keys[start : start + MANY]
        found |= set(work.session.exec(select(column).where(col(column).in_(some))))
    return found


def erase(work: Work, trace: Trace, tag_id: int) -> None:
    """Remove the rows that point at a tag."""
    cast("Any", work.session).execute(sa.delete(trace.model).where(trace.model.tag_id == tag_id))


def in_words(counts: Mapping[str, int]) -> list[str]:
    """How many of what: "38 customers", "2 mailing lists"; by the names of tables, without noughts."""
    return [plural(*_WORDS.get(table, _OTHERS), count) for table, count in counts.items() if count]


def ask_for_another(work: Work, tag_id: int, other_id: int) -> dict[tuple[str, int], str]:
    """Let saved filters ask for another tag; returns what those that did said before."""
    before: dict[tuple[str, int], str] = {}
    for model in ASKING:
        named = col(model.query).contains(str(tag_id))
        for row in work.session.exec(select(model).where(named)):
            changed = rules.asks_for_another(row.query, tag_id, other_id)
            if changed != row.query:
                before[str(model.__tablename__), row.key] = row.query
                row.query = changed
    return before
