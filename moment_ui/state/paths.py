"""Ids in the path of a page. The path is the browser's word: it names, it does not permit."""

from urllib.parse import parse_qsl

LONGEST_QUERY = 8000
LARGEST_ID = 2**63 - 1


def id_after(path: str, word: str) -> int | None:
    """The id that follows a word: "/vardal/customers/12/invoices", "customers" → 12; else None."""
    parts = path.strip("/").split("/")
    if word not in parts:
        return None
    return _whole(next(iter(parts[parts.index(word) + 1 :]), ""))


def whole_in(query: str, key: str) -> int | None:
    """The id that a query names: "project=12&list=", "project" → 12; else None."""
    return _whole(said_in(query, key))


def said_in(query: str, key: str) -> str:
    """What a query says: "find=mva&only=yes", "only" → "yes"; "" where it says nothing."""
    return dict(parse_qsl(query[:LONGEST_QUERY])).get(key, "")


def _whole(raw: str) -> int | None:
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 19):
        return None
    found = int(raw)
    return found if 0 < found <= LARGEST_ID else None


def base_of(path: str) -> str:
    """The company's part of a path: "/vardal/customers/12" → "/vardal"."""
    return "/" + path.strip("/").partition("/")[0]
