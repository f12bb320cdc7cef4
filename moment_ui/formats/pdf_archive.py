"""What makes a PDF file fit to be kept: PDF/A-3b (ISO 19005-3), with a title and a language.

The fonts are embedded by what draws; here are the metadata (XMP), the colours' profile and the dates.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any, cast
from xml.sax.saxutils import escape

from PIL import ImageCms
from reportlab.pdfbase import pdfdoc

_pdf: Any = pdfdoc
CREATOR = "Moment UI"
_NOON = 12
_HEADER_DATE = slice(24, 36)  # of an ICC profile: when it was made
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Producer>{producer}</pdf:Producer><pdf:Keywords></pdf:Keywords><pdf:Trapped>False</pdf:Trapped>
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{made}</xmp:CreateDate><xmp:ModifyDate>{made}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, slots=True)
class About:
    """What a file says of itself. `made` is the day of the paper: drawn anew, it is the same file."""

    title: str
    author: str
    language: str
    made: dt.date


def describe(canvas: Any, about: About, *, archival: bool = True) -> None:
    """Write on a canvas what its file is; `archival` claims PDF/A-3b, which its content must keep."""
    document: Any = canvas._doc  # noqa: SLF001 - reportlab has no other door to these
    canvas.setTitle(about.title)
    canvas.setSubject(about.title)
    canvas.setAuthor(about.author)
    canvas.setCreator(CREATOR)
    document._timeStamp.YMDhms = (*about.made.timetuple()[:3], _NOON, 0, 0)  # noqa: SLF001
    catalog = document.Catalog
    catalog.Lang = _pdf.PDFString(about.language)
    catalog.ViewerPreferences = _pdf.PDFDictionary({"DisplayDocTitle": "true"})
    if archival:
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]
        catalog.Metadata = _metadata(about)
        catalog.OutputIntents = _pdf.PDFArray([_colours(document)])


def _metadata(about: About) -> Any:
    made = f"{about.made.isoformat()}T{_NOON}:00:00+00:00"
    texts = {
        "title": about.title,
        "author": about.author,
        "language": about.language,
        "producer": _pdf.PDFInfo.producer,
        "creator": CREATOR,
    }
    xmp = _XMP.format(made=made, **{key: escape(text) for key, text in texts.items()})
    kind = {"Type": _pdf.PDFName("Metadata"), "Subtype": _pdf.PDFName("XML")}
    return _pdf.PDFStream(_pdf.PDFDictionary(kind), xmp.encode())


def _colours(document: Any) -> Any:
    profile = _pdf.PDFStream(_pdf.PDFDictionary({"N": 3}), _srgb())
    return _pdf.PDFDictionary(
        {
            "Type": _pdf.PDFName("OutputIntent"),
            "S": _pdf.PDFName("GTS_PDFA1"),
            "OutputConditionIdentifier": _pdf.PDFString("sRGB"),
            "Info": _pdf.PDFString("sRGB IEC61966-2.1"),
            "DestOutputProfile": document.Reference(profile),
        }
    )


@cache
def _srgb() -> bytes:
    """The colour profile, without the moment it was made at."""
    made: Any = cast("Any", ImageCms).createProfile("sRGB")
    profile = bytearray(ImageCms.ImageCmsProfile(made).tobytes())
    profile[_HEADER_DATE] = bytes(12)
    profile[25], profile[27], profile[29] = 0, 1, 1
    return bytes(profile)
