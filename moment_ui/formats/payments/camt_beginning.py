"""How a camt.054 begins: what is looked at before anything is built of a file."""

import re

from moment_ui.core.words import _
from moment_ui.formats.payments.camt_tags import Element, etree, local
from moment_ui.formats.payments.payment import FileBroken

_MESSAGE = re.compile(
    r"urn:iso:std:iso:20022:tech:xsd:(?P<kind>[a-z]{4}\.\d{3})\.\d{3}\.(?P<version>\d\d)"
)
WANTED = "camt.054"
FIRST_VERSION, LAST_VERSION = 2, 20
"""Before .02 the message had another root; .13 is the newest, and those to come are likely to read alike."""

HEAD = 1 << 16
_DOCTYPE = _("The file declares a document type (DOCTYPE); payment files have none.")
_NO_CAMT = _("This XML is no camt.054.")
_WEB_PAGE = _("This is a web page. Log in to the bank again, and fetch the file once more.")


def is_xml(head: bytes) -> bool:
    """Whether a file that begins so is XML."""
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe\x00\r\n\t ").replace(b"\0", b"").startswith(b"<")


def check_beginning(head: bytes) -> None:
    """Whether the first bytes begin a camt.054 of a version that is known. Raises FileBroken."""
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False
    )
    parser.feed(head)
    for _event, element in parser.read_events():
        _check_root(element)
        return
    long = b"<!DOCTYPE" in head.replace(b"\0", b"")
    raise FileBroken(1, _DOCTYPE) if long else FileBroken(0, _NO_CAMT)


def _check_root(element: Element) -> None:
    tree = element.getroottree()
    if tree.docinfo.doctype:
        raise FileBroken(1, _DOCTYPE)
    namespace = str(element.tag).rpartition("}")[0].removeprefix("{")
    if local(element).lower() == "html":
        raise FileBroken(0, _WEB_PAGE)
    found = _MESSAGE.fullmatch(namespace)
    if found is None or local(element) != "Document":
        raise FileBroken(element.sourceline or 1, _NO_CAMT)
    if found["kind"] != WANTED:
        text = _("This is {kind}. Ask the bank for camt.054, the notice of payments.")
        raise FileBroken(element.sourceline or 1, text.format(kind=found["kind"]))
    if not FIRST_VERSION <= int(found["version"]) <= LAST_VERSION:
        text = _("Version {version} of camt.054 is not known. Ask the bank for .02, .04 or .08.")
        said = text.format(version=found["version"])
        raise FileBroken(element.sourceline or 1, said)
