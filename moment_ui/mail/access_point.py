"""Access points: who takes e-invoices into the network, behind one interface.

What ships is a folder that an access point's own program empties. Handing over is not delivering: what
became of a document is known only by its receipt. Another access point is another class here; see
docs/e-invoices.md.
"""

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from moment_ui.core.files import written_whole
from moment_ui.core.settings import settings

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,120}")
LONGEST_REASON = 400


class Fate(StrEnum):
    """What the network says became of a document."""

    DELIVERED = "delivered"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class EReceipt:
    """The network's answer; `reason` says why a document was rejected."""

    fate: Fate
    reason: str = ""


class NotHandedOver(Exception):
    """The access point did not take the document; nothing has left us."""


class AccessPoint(Protocol):
    """A way into the network. Blocks: call it in the pool for mail."""

    def hand_over(self, company: str, name: str, xml: bytes) -> None:
        """Give a document away under a name of its own; the same name twice is one document.

        `company` is its database code. Raises NotHandedOver.
        """
        ...

    def receipt(self, company: str, name: str) -> EReceipt | None:
        """What became of it; None while nobody knows."""
        ...


class Folder:
    """Documents in `<folder>/<company>/out/<name>.xml`, receipts in `…/receipts/<name>.json`.

    A receipt is `{"result": "delivered"}` or `{"result": "rejected", "reason": "…"}`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def hand_over(self, company: str, name: str, xml: bytes) -> None:
        """Write the document whole or not at all."""
        try:
            with written_whole(self._path(company, "out", f"{_checked(name)}.xml")) as stream:
                stream.write(xml)
        except OSError as error:
            raise NotHandedOver(type(error).__name__) from error

    def receipt(self, company: str, name: str) -> EReceipt | None:
        """Read the receipt; one that cannot be read yet is none."""
        try:
            text = self._path(company, "receipts", f"{_checked(name)}.json").read_text("utf-8")
            told: Any = json.loads(text)
            fate = Fate(told["result"])
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return EReceipt(fate, " ".join(str(told.get("reason") or "").split())[:LONGEST_REASON])

    def _path(self, company: str, what: str, file: str) -> Path:
        return self.folder / _checked(company) / what / file


def access_point() -> AccessPoint | None:
    """The access point that is configured; None: e-invoices can be downloaded, not sent."""
    folder = settings().einvoice_folder.strip()
    return Folder(Path(folder)) if folder else None


def _checked(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise NotHandedOver("name")
    return name
