"""XLSX styles: the looks that cells use, numbered as they are first asked for."""

from xml.sax.saxutils import quoteattr

_FIRST_OWN_FORMAT = 164  # numbers below are built in
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

# The order decides fontId: plain, semibold for heads and totals, title, quiet.
_FONTS = (
    '<font><sz val="10"/><name val="Calibri"/></font>'
    '<font><b/><sz val="10"/><name val="Calibri"/></font>'
    '<font><b/><sz val="14"/><name val="Calibri"/></font>'
    '<font><sz val="10"/><color rgb="FF63635E"/><name val="Calibri"/></font>'
)
# borderId 0: none; 1: a hairline below; 2: a hairline above.
_LINE = 'style="thin"><color rgb="FFBCBBB5"/>'
_BORDERS = (
    "<border><left/><right/><top/><bottom/></border>"
    f"<border><left/><right/><top/><bottom {_LINE}</bottom></border>"
    f"<border><left/><right/><top {_LINE}</top><bottom/></border>"
)
_RIGHT = ' applyAlignment="1"><alignment horizontal="right"/></xf>'
_LOOKS = {  # look: font, border, the rest of the element
    "": (0, 0, "/>"),
    "quoted": (0, 0, ' quotePrefix="1"/>'),  # as if typed after an apostrophe
    "title": (2, 0, "/>"),
    "quiet": (3, 0, "/>"),
    "head": (1, 1, "/>"),
    "head-right": (1, 1, _RIGHT),
    "total": (1, 2, "/>"),
}


class Styles:
    """The styles of one workbook: a look from the list above and a number format."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {("", ""): 0}

    def number(self, look: str, number_format: str) -> int:
        """The number that cells refer to a style by."""
        return self._numbers.setdefault((look, number_format), len(self._numbers))

    def xml(self) -> str:
        """The part xl/styles.xml."""
        formats = dict.fromkeys(code for _look, code in self._numbers if code)
        ids = {code: at for at, code in enumerate(formats, _FIRST_OWN_FORMAT)}
        listed = "".join(
            f'<numFmt numFmtId="{at}" formatCode={quoteattr(code)}/>' for code, at in ids.items()
        )
        numbers = f'<numFmts count="{len(ids)}">{listed}</numFmts>' if ids else ""
        cells = "".join(_cell(look, ids.get(code, 0)) for look, code in self._numbers)
        return (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
            f'<styleSheet xmlns="{_MAIN}">{numbers}'
            f'<fonts count="4">{_FONTS}</fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill>'
            '<fill><patternFill patternType="gray125"/></fill></fills>'
            f'<borders count="3">{_BORDERS}</borders>'
            '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
            f'</cellStyleXfs><cellXfs count="{len(self._numbers)}">{cells}</cellXfs>'
            '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
            "</styleSheet>"
        )


def _cell(look: str, number_format: int) -> str:
    font, border, more = _LOOKS[look]
    return (
        f'<xf numFmtId="{number_format}" fontId="{font}" fillId="0" borderId="{border}" xfId="0" '
        f'applyNumberFormat="1" applyFont="1" applyBorder="1"{more}'
    )
