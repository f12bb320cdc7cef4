"""A receipt goes along as a copy: the main company's own file, whatever happens to ours."""

import shutil
from dataclasses import dataclass

from sqlmodel import select

from moment_ui.core.files import random_name
from moment_ui.db.work import Work
from moment_ui.domain.files.shelves import RECEIPTS
from moment_ui.domain.folders.storing import Brought, stored_file
from moment_ui.models.expense import ProjectExpense
from moment_ui.models.file import FilePurpose, StoredFile


@dataclass(frozen=True, slots=True)
class Paper:
    """A receipt as it lies on the shelf."""

    name: str
    title: str
    size: int
    media_type: str
    sha256: str

    @staticmethod
    def same(one: "Paper | None", other: "Paper | None") -> bool:
        """Whether two receipts are the same file, or both missing."""
        if one is None or other is None:
            return one is other
        return (one.sha256, one.title, one.size) == (other.sha256, other.title, other.size)


def paper_of(work: Work, stored_id: int | None) -> Paper | None:
    """The company's receipt with this id, while its bytes lie there."""
    if stored_id is None:
        return None
    row = work.session.exec(select(StoredFile).where(StoredFile.id == stored_id)).first()
    path = RECEIPTS.path_of(row.name) if row else None
    if row is None or path is None or not path.is_file():
        return None
    return Paper(row.name, row.title, row.size, row.media_type, row.sha256)


def take_over(main: Work, clone: ProjectExpense, paper: Paper | None) -> None:
    """Give a clone a copy of the receipt, or none.

    A copy whose transaction fails is swept with the other files that nobody knows.
    """
    clone.receipt_id = None
    source = RECEIPTS.path_of(paper.name) if paper else None
    name = random_name()
    target = RECEIPTS.path_of(name)
    if paper is None or source is None or target is None:
        return
    shutil.copyfile(source, target)
    brought = Brought(name, paper.title, paper.size, paper.media_type, paper.sha256)
    clone.receipt_id = stored_file(main, brought, FilePurpose.RECEIPT, clone.key).key
    main.session.add(clone)
