"""What the levels around one place say, read at once: three statements, whatever the options."""

from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.invoicing.option import REFERENCES, InvoicingOption, Level, OptionKind
from moment_ui.domain.invoicing.options import BY_KEY, OPTIONS
from moment_ui.domain.invoicing.rules import above
from moment_ui.models import invoicing as tables
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.project import Project

ROW_OF_KIND = {
    OptionKind.CONTACT: "contact_id",
    OptionKind.TAG: "tag_id",
    OptionKind.ACCOUNT: "account_id",
}
"""The column that refers to what an option of the kind names."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where options are set: the company, or one customer or project by its id."""

    level: Level = Level.COMPANY
    row_id: int | None = None


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A place with the rows above it, and what each level says."""

    place: Place
    company: Company
    customer: Customer | None
    project: Project | None
    said: dict[Level, dict[str, str]]

    @property
    def own(self) -> dict[str, str]:
        """What the place itself says."""
        return self.said[self.place.level]


def place_for(customer_id: int | None, project_id: int | None) -> Place:
    """The most specific of a project, a customer and the company."""
    if project_id is not None:
        return Place(Level.PROJECT, project_id)
    return Place() if customer_id is None else Place(Level.CUSTOMER, customer_id)


def surroundings(work: Work, place: Place) -> Surroundings:
    """Read a place. Raises NotFound when the company has no such customer or project."""
    company = work.session.get(Company, work.company_id)
    if company is None:
        raise NotFound(_("The company"))
    customer, project = _rows(work, place)
    said: dict[Level, dict[str, str]] = {level: {} for level in Level}
    for row in work.session.exec(select(tables.InvoicingOption).where(_around(customer, project))):
        option = BY_KEY.get(row.option)
        level = level_of(row)
        if option and level in option.levels and not option.column(level):
            said[level][option.key] = text_of(option, row)
    said[Level.COMPANY]["currency"] = company.currency
    found = Surroundings(place, company, customer, project, said)
    _add_columns(found, Level.CUSTOMER, customer)
    _add_columns(found, Level.PROJECT, project)
    return found


def level_of(row: tables.InvoicingOption) -> Level:
    """The level a stored value belongs to."""
    if row.project_id is not None:
        return Level.PROJECT
    return Level.COMPANY if row.customer_id is None else Level.CUSTOMER


def text_of(option: InvoicingOption, row: tables.InvoicingOption) -> str:
    """A stored value as the option's text; the id in digits when it refers to a row."""
    if option.kind not in REFERENCES:
        return row.value
    return str(getattr(row, ROW_OF_KIND[option.kind]) or "")


def column_text(row: Customer | Project | Company, column: str) -> str:
    """What a row's own column says, as the option's text."""
    value: Any = getattr(row, column)
    return "" if value is None else str(value)


def _rows(work: Work, place: Place) -> tuple[Customer | None, Project | None]:
    if place.level is Level.COMPANY:
        return None, None
    if place.level is Level.CUSTOMER:
        customer = work.session.exec(select(Customer).where(Customer.id == place.row_id)).first()
        if customer is None:
            raise NotFound(_("The customer"))
        return customer, None
    query = (
        select(Project, Customer)
        .outerjoin(Customer, col(Customer.id) == col(Project.customer_id))
        .where(Project.id == place.row_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The project"))
    return cast("tuple[Customer | None, Project]", (found[1], found[0]))


def _around(customer: Customer | None, project: Project | None) -> sa.ColumnElement[bool]:
    table = tables.InvoicingOption
    of_company = sa.and_(col(table.customer_id).is_(None), col(table.project_id).is_(None))
    asked = [of_company]
    if customer is not None:
        asked.append(col(table.customer_id) == customer.key)
    if project is not None:
        asked.append(col(table.project_id) == project.key)
    return sa.or_(*asked)


def _add_columns(found: Surroundings, level: Level, row: Customer | Project | None) -> None:
    if row is None:
        return
    for option in OPTIONS:
        text = column_text(row, option.column(level)) if option.column(level) else ""
        same = option.always_filled and text == above(option, found.said, level).value
        if text and not same:
            found.said[level][option.key] = text
