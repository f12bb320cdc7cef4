"""XLSX parts: the small documents of the package around the sheets."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from moment_ui.core.table import Heading
from moment_ui.formats.text import clean

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TAIL = (
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>"
    "</worksheet>"
)


def sheet_start(widths: Sequence[int], head_row: int) -> str:
    """A sheet up to its first row: fit to the width of a page, head frozen, column widths."""
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(widths, 1)
    )
    return (
        f'{_DECLARATION}<worksheet xmlns="{_MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{head_row}" '
        f'topLeftCell="A{head_row + 1}" activePane="bottomLeft" state="frozen"/>'
        "</sheetView></sheetViews>"
        f"<cols>{columns}</cols><sheetData>"
    )


def sheet_end(filtered: str) -> str:
    """A sheet after its last row; `filtered` is the range that gets filter buttons."""
    return f'</sheetData><autoFilter ref="{filtered}"/>{_TAIL}'


def package_parts(
    heading: Heading, names: Sequence[str], head_row: int
) -> Iterator[tuple[str, str]]:
    """Every part but the sheets and the styles: path and content."""
    sheets = range(1, len(names) + 1)
    yield "[Content_Types].xml", _content_types(sheets)
    yield (
        "_rels/.rels",
        _relations(
            [(f"{_OFFICE}/officeDocument", "xl/workbook.xml")],
            [(f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")],
        ),
    )
    yield "docProps/core.xml", _properties(heading)
    yield "xl/workbook.xml", _workbook(names, head_row)
    yield (
        "xl/_rels/workbook.xml.rels",
        _relations(
            [(f"{_OFFICE}/worksheet", f"worksheets/sheet{number}.xml") for number in sheets],
            [(f"{_OFFICE}/styles", "styles.xml")],
        ),
    )


def _content_types(sheets: range) -> str:
    listed = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" '
        f'ContentType="{_TYPE}.worksheet+xml"/>'
        for number in sheets
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>{listed}'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>'
    )


def _relations(*groups: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate((each for group in groups for each in group), 1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _workbook(names: Sequence[str], head_row: int) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, 1)
    )
    titles = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{at}">'
        f"{escape(_quoted(name))}!${head_row}:${head_row}</definedName>"
        for at, name in enumerate(names)
    )
    return (
        f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<sheets>{sheets}</sheets><definedNames>{titles}</definedNames></workbook>"
    )


def _quoted(sheet_name: str) -> str:
    doubled = sheet_name.replace("'", "''")
    return f"'{doubled}'"


def _properties(heading: Heading) -> str:
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(clean(heading.title))}</dc:title>"
        f"<dc:creator>{escape(clean(heading.company))}</dc:creator></cp:coreProperties>"
    )
