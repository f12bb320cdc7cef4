"""A company's list of what claims are for."""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.models.claim import ExpenseCategory


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category; one put aside is offered no more."""

    id: int
    name: str
    account: str
    active: bool


@needs(Permission.REVIEW_CLAIMS)
def categories(work: Work) -> list[CategoryRow]:
    """All categories, those put aside last."""
    query = select(ExpenseCategory).order_by(
        col(ExpenseCategory.active).desc(), col(ExpenseCategory.position), col(ExpenseCategory.name)
    )
    return [
        CategoryRow(row.key, row.name, row.account, row.active) for row in work.session.exec(query)
    ]


@needs(Permission.REVIEW_CLAIMS)
def save_category(work: Work, category_id: int, name: str, account: str) -> int:
    """Name a category and its account in the books; 0 is a new one. Returns its id. Raises Invalid, NotFound."""
    form = fields.Reading({"name": name, "account": account})
    name = form.text("name", lambda text: fields.required_line(text, 100))
    account = form.text("account", lambda text: fields.line(text, 20))
    form.finish()
    same = select(ExpenseCategory.id).where(
        ExpenseCategory.name == name, ExpenseCategory.id != category_id
    )
    if work.session.exec(same).first() is not None:
        raise Invalid(name=_("There is a category of this name already."))
    if category_id:
        row = locked_rows(work, ExpenseCategory, [category_id], _("The category"))[0]
    else:
        row = ExpenseCategory(name=name, position=len(categories(work)))
    row.name, row.account = name, account
    work.session.add(row)
    work.session.flush()
    record(work, "save_expense_category", row, name)
    work.emit("claims")
    return row.key


@needs(Permission.REVIEW_CLAIMS)
def set_category_active(work: Work, category_id: int, *, active: bool) -> str:
    """Put a category aside, or offer it again; returns its name. Raises NotFound."""
    row = locked_rows(work, ExpenseCategory, [category_id], _("The category"))[0]
    row.active = active
    record(work, "set_category_active", row, row.name, {"active": (not active, active)})
    work.emit("claims")
    return row.name
