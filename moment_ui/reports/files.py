"""The files of a folder as the page shows them: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import parse_qsl, urlencode

from moment_ui.core import media
from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.folders.folder import Folder
from moment_ui.domain.folders.pictures import SMALL, is_shown
from moment_ui.domain.folders.queries import (
    FIRST_SORT,
    SORTS,
    FileRow,
    VersionRow,
    Wanted,
    file_count,
    files_in,
)
from moment_ui.reports.customers.customer_page import writer_for

MOST_DELETED = 20
LONGEST_QUERY = 8000
LONGEST_TEXT = 200
_ODF = "application/vnd.oasis.opendocument"
_KINDS = {
    media.PDF: ("text", "PDF"),
    media.DOCX: ("text", _("Word document")),
    media.XLSX: ("sheet", _("Excel workbook")),
    media.PPTX: ("slides", _("PowerPoint")),
    f"{_ODF}.text": ("text", _("Text document")),
    f"{_ODF}.spreadsheet": ("sheet", _("Spreadsheet")),
    f"{_ODF}.presentation": ("slides", _("Presentation")),
    "application/x-ole-storage": ("text", _("Office document")),
    "application/rtf": ("text", _("Text document")),
    "text/csv": ("sheet", "CSV"),
    media.ZIP: ("archive", "ZIP"),
    "application/gzip": ("archive", "GZIP"),
    "application/x-7z-compressed": ("archive", "7-Zip"),
    "application/vnd.rar": ("archive", "RAR"),
    "image/vnd.dwg": ("drawing", _("Drawing (DWG)")),
    "video/mp4": ("film", _("Film")),
    "audio/mpeg": ("sound", _("Sound")),
}
_FAMILIES = {"image": ("picture", _("Picture")), "text": ("text", _("Text"))}


@dataclass
class VersionLine:
    """One version: its number, where it is fetched, how large it is, who brought it when."""

    number: str = ""
    href: str = ""
    size: str = ""
    by: str = ""


@dataclass
class FileLine:
    """A file by its newest version. `picture` is the address of a small one, "" without.

    `stored` is the random name of the newest version; `older` holds the others, newest first.
    """

    id: int = 0
    name: str = ""
    description: str = ""
    with_invoices: bool = False
    icon: str = ""
    kind: str = ""
    size: str = ""
    by: str = ""
    at: str = ""
    version: str = ""
    stored: str = ""
    href: str = ""
    picture: str = ""
    older: list[VersionLine] = field(default_factory=list[VersionLine])


@dataclass
class FilesView:
    """The Files tab. `note` says how many there are; `more` that some are not shown."""

    lines: list[FileLine] = field(default_factory=list[FileLine])
    deleted: list[FileLine] = field(default_factory=list[FileLine])
    note: str = ""
    more: bool = False
    is_empty: bool = False
    may_edit: bool = False


def files_asked(query: str) -> Wanted:
    """Which files an address asks for, and in what order; what it cannot ask for is left out."""
    asked = dict(parse_qsl(query[:LONGEST_QUERY]))
    order = asked.get("sort", "")
    return Wanted(asked.get("find", "")[:LONGEST_TEXT], order if order in SORTS else FIRST_SORT)


def asking_for(wanted: Wanted, query: str) -> str:
    """The query of an address that asks for these files; what else it says stays."""
    others = [pair for pair in parse_qsl(query[:LONGEST_QUERY]) if pair[0] not in {"find", "sort"}]
    own = {"find": wanted.text, "sort": wanted.sort if wanted.sort != FIRST_SORT else ""}
    return urlencode([*others, *((key, value) for key, value in own.items() if value)])


def files_view(
    work: Work, slug: str, whose: tuple[Folder, int], wanted: Wanted, limit: int
) -> FilesView:
    """The tab of a folder and its owner, as the actor may see it. Raises NotPermitted."""
    folder, owner_id = whose
    write = writer_for(work)
    draw = _Drawer(write, f"/api/files/{slug}/")
    rows = files_in(work, folder, owner_id, wanted, limit + 1)
    count = file_count(work, folder, owner_id, wanted)
    all_of_them = file_count(work, folder, owner_id)
    may_edit = work.actor.may(Permission.EDIT_FILES)
    deleted = Wanted(deleted=True)
    gone = files_in(work, folder, owner_id, deleted, MOST_DELETED) if may_edit else []
    return FilesView(
        lines=[draw.file(row) for row in rows[:limit]],
        deleted=[draw.file(row) for row in gone],
        note=_count(count, all_of_them, write),
        more=len(rows) > limit,
        is_empty=not all_of_them,
        may_edit=may_edit,
    )


def size_in_words(size: int, write: Writer) -> str:
    """How large a file is: "840 bytes", "12 KB", "3,4 MB" (of 1024 each, as file managers say it)."""
    if size < 1 << 10:
        return plural("{count} byte", "{count} bytes", size)
    if size < 1 << 20:
        return f"{write.number(-(-size >> 10), 0)}\N{NO-BREAK SPACE}KB"
    tenths = -(-size * 10 >> 20)
    return f"{write.number(Decimal(tenths) / 10, 1)}\N{NO-BREAK SPACE}MB"


@dataclass(frozen=True, slots=True)
class _Drawer:
    """Writes files for one reader; `base` begins their addresses."""

    write: Writer
    base: str

    def file(self, row: FileRow) -> FileLine:
        """One line of the list."""
        newest, *older = row.versions
        icon, kind = kind_of(newest.media_type)
        href = self.base + newest.stored
        return FileLine(
            id=row.id,
            name=row.name,
            description=row.description,
            with_invoices=row.with_invoices,
            icon=icon,
            kind=kind,
            size=size_in_words(newest.size, self.write),
            by=newest.by,
            at=self.write.instant(newest.at),
            version=_("Version {number}").format(number=newest.number) if older else "",
            stored=newest.stored,
            href=href,
            picture=f"{href}/{SMALL}" if is_shown(newest.media_type) else "",
            older=[self._version(version) for version in older],
        )

    def _version(self, version: VersionRow) -> VersionLine:
        return VersionLine(
            number=_("Version {number}").format(number=version.number),
            href=self.base + version.stored,
            size=size_in_words(version.size, self.write),
            by=", ".join(filter(None, (version.by, self.write.instant(version.at)))),
        )


def kind_of(media_type: str) -> tuple[str, str]:
    """A file's icon and what it is in words."""
    family = _FAMILIES.get(media_type.partition("/")[0], ("file", _("File")))
    return _KINDS.get(media_type, family)


def _count(count: int, all_of_them: int, write: Writer) -> str:
    if not all_of_them:
        return ""
    if count == all_of_them:
        return plural("{count} file", "{count} files", count)
    text = _("{count} of {all} files")
    return text.format(count=write.number(count, 0), all=write.number(all_of_them, 0))
