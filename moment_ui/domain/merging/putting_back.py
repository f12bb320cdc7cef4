"""Taking a merge back row by row, in the opposite order of the merge."""

from typing import Any

import sqlalchemy as sa

from moment_ui.core import clock
from moment_ui.core.folding import search_text
from moment_ui.db import references
from moment_ui.db.work import Work
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import draft_from
from moment_ui.domain.merging.moving import CUSTOMER, Double, Move
from moment_ui.domain.merging.review import Review
from moment_ui.models.customer import Customer
from moment_ui.models.project import Project

NewIds = dict[tuple[str, int], int]
"""The rows put back whose ids were given out again meanwhile, and what they are called now."""


def put_back(work: Work, found: Review) -> None:
    """Do what a review without reasons says."""
    new_ids: NewIds = {}
    for table in references.tables():
        moves = [move for move in found.moves if move.table == table.name]
        targets = references.targets_of(table)
        last = [move for move in moves if targets[move.column] == table.name != CUSTOMER]
        for move in (each for each in moves if each not in last):
            _back(work, table, move, new_ids)
        for fill in (each for each in found.fills if each.table == table.name):
            references.change(work, table, fill.ids, fill.before)
        for double in (each for each in found.doubles if each.table == table.name):
            _insert(work, table, double, new_ids)
        for move in last:
            _back(work, table, move, new_ids)
    references.forget_loaded(work)
    _settle(work, found)


def _back(work: Work, table: sa.Table, move: Move, new_ids: NewIds) -> None:
    target = references.targets_of(table)[move.column]
    old = new_ids.get((target, move.old), move.old)
    references.repoint(work, table.c[move.column], move.new, old, move.ids)


def _insert(work: Work, table: sa.Table, double: Double, new_ids: NewIds) -> None:
    targets = references.targets_of(table)
    row: dict[str, Any] = {
        name: new_ids.get((targets.get(name, ""), value), value)
        for name, value in double.row.items()
    }
    if references.exists(work, table, table.c.id == double.id):
        row.pop("id")
    made = references.insert(work, table, row)
    if made != double.id:
        new_ids[table.name, double.id] = made


def _settle(work: Work, found: Review) -> None:
    """Raise the versions, and work out again what follows from what stayed as it is."""
    for key in (found.merge.survivor_id, found.merge.loser_id):
        customer = work.session.get_one(Customer, key)
        customer.version = _after(found, key, customer.version) + 1
        if key in found.unsettled.get(CUSTOMER, ()):
            customer.search = rules.search_of(draft_from(customer), customer.number)
            customer.updated_at = clock.now()
    for key in found.unsettled.get("project", ()):
        project = work.session.get_one(Project, key)
        owner = work.session.get_one(Customer, project.customer_id)
        project.search = search_text(project.name, project.number, owner.name)
    work.session.flush()


def _after(found: Review, key: int, now: int) -> int:
    """The version before the undo: it may have been put back to the one before the merge."""
    said = [
        fill.after["version"]
        for fill in found.fills
        if fill.table == CUSTOMER and fill.ids == (key,) and "version" in fill.after
    ]
    return max(now, *said) if said else now
