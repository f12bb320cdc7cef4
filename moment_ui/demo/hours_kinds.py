"""Kinds of hours of a demo company."""

from moment_ui.db.work import Work
from moment_ui.models.timesheet import HoursType

KINDS = (("Overtime 50 %", 50, "131"), ("Overtime 100 %", 100, "132"))


def add_hours_kinds(work: Work) -> None:
    """Write overtime of two kinds."""
    rows = [
        {"name": name, "percent": percent, "wage_code": code, "position": at}
        for at, (name, percent, code) in enumerate(KINDS)
    ]
    work.insert_rows(HoursType, rows)
