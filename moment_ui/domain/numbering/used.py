"""Which numbers of a kind are in use. For the commands that take the next one."""

from collections.abc import Iterable

from sqlmodel import select

from moment_ui.db.work import Work
from moment_ui.models.project import Project


def project_numbers(work: Work, start: int) -> Iterable[int]:
    """The project numbers in use from `start` on, ascending.

    They are texts, so those of other shapes are left out here.
    """
    numbers = (text for text in work.session.exec(select(Project.number)) if text.isdecimal())
    return sorted(number for number in map(int, numbers) if number >= start)
