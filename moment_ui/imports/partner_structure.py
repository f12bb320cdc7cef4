"""A file that describes partner companies: which are in a group, and who keeps whom by which customer."""

from pathlib import Path

from moment_ui.core.fields import Unfit
from moment_ui.core.folding import folded
from moment_ui.core.words import _
from moment_ui.domain.partners.rules import FLAGS, slug_of
from moment_ui.domain.partners.structure import StructureRow
from moment_ui.imports import sheet
from moment_ui.imports.errors import TooLarge
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.kind import Columns, RowReader, check_mapping
from moment_ui.imports.mapping import guess
from moment_ui.imports.values import Cell, Style, line, plain

MOST_ROWS = 2000
MAIN = frozenset({"main", "hoved", "hovedselskap", "huvud", "huvudbolag"})
MEMBER = frozenset({"member", "medlem", ""})


def _slug(cell: Cell, _style: Style) -> str | None:
    return slug_of(plain(cell)) or None


def _role(cell: Cell, _style: Style) -> bool:
    text = folded(plain(cell))
    if text not in MAIN | MEMBER:
        raise Unfit(_("Write main or member."))
    return text in MAIN


def _shares(cell: Cell, _style: Style) -> frozenset[str]:
    words = {word.strip() for word in folded(plain(cell)).replace(";", ",").split(",")} - {""}
    words -= {"nothing", "ingenting", "-"}
    if words - set(FLAGS):
        raise Unfit(_("Write some of {words}, with commas between.").format(words=", ".join(FLAGS)))
    return frozenset(words)


STRUCTURE = Columns(
    title=_("Partner companies"),
    help=_("One row for each company and partner: who keeps whom by which customer."),
    fields=(
        Field("group", _("Group"), line(200), ("gruppe", "grupp", "konsern"), required=True,
              example="Lysgård-gruppen"),
        Field("slug", _("Database name"), _slug, ("database", "databasenavn", "selskap"),
              required=True, example="lysgard"),
        Field("role", _("Role"), _role, ("rolle", "roll"), example="main"),
        Field("partner", _("Partner"), _slug, ("partner database", "partnerselskap"), example="vardal"),
        Field("customer", _("Customer number or org number"), line(40),
              ("kunde", "kundenummer", "customer", "customer number"), example="10094"),
        Field("shares", _("Shares"), _shares, ("deler", "delar"), example="projects, customers"),
    ),
)  # fmt: skip


def read_structure(path: Path) -> list[StructureRow]:
    """The rows of a file, each with what could not be read. Raises FileRefused, MissingColumns."""
    with sheet.opened(path) as table:
        mapped = guess(STRUCTURE, table.headings)
        check_mapping(STRUCTURE, mapped)
        reader = RowReader(STRUCTURE, mapped, Style())
        rows = [_row(reader.read(raw.number, raw.cells)) for raw in table.rows]
    if len(rows) > MOST_ROWS:
        raise TooLarge(f"{len(rows)} rows")
    return rows


def _row(row: Row) -> StructureRow:
    return StructureRow(
        number=row.number,
        group=row.get("group") or "",
        slug=row.get("slug") or "",
        main=bool(row.get("role")),
        partner=row.get("partner") or "",
        customer=row.get("customer") or "",
        shares=row.get("shares"),
        problems=dict(row.problems),
    )
