"""Every table belongs to a company, or to everybody on purpose; references cannot leave a company."""

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel

import moment_ui.models  # noqa: F401 - registers every table
from moment_ui.db.session import scoped_classes

GLOBAL = frozenset(
    {
        *("company", "data_version", "user", "role", "membership", "login_session"),
        *("partner_group", "partner_member"),
    }
)
"""Read before there is a company, by the unit of work itself, or, of a group, by each of its companies.

A new one needs a reason here.
"""

SCOPED = {vars(model)["__table__"].name: vars(model)["__table__"] for model in scoped_classes()}


def test_every_table_is_scoped_or_listed() -> None:
    tables = set(SQLModel.metadata.tables)
    assert tables == set(SCOPED) | GLOBAL
    assert not set(SCOPED) & GLOBAL


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_a_scoped_table_names_its_company(name: str) -> None:
    column = SCOPED[name].c.company_id
    assert not column.nullable
    assert {key.target_fullname for key in column.foreign_keys} >= {"company.id"}


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_a_scoped_table_can_be_referred_to_with_its_company(name: str) -> None:
    uniques = [
        tuple(column.name for column in constraint.columns)
        for constraint in SCOPED[name].constraints
        if isinstance(constraint, sa.UniqueConstraint)
    ]
    assert ("company_id", "id") in uniques


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_references_between_scoped_tables_carry_the_company(name: str) -> None:
    for constraint in SCOPED[name].foreign_key_constraints:
        target = constraint.referred_table.name
        pairs = [(key.parent.name, key.column.name) for key in constraint.elements]
        if target in SCOPED:
            assert ("company_id", "company_id") in pairs, f"{name} → {target}"


@pytest.mark.parametrize("name", sorted(SCOPED))
def test_uniqueness_is_per_company(name: str) -> None:
    for constraint in SCOPED[name].constraints:
        if isinstance(constraint, sa.UniqueConstraint):
            columns = {column.name for column in constraint.columns}
            assert "company_id" in columns or (columns == {"name"} and name == "stored_file")


@pytest.mark.parametrize("name", sorted(GLOBAL))
def test_global_tables_refer_to_no_companys_rows(name: str) -> None:
    table = SQLModel.metadata.tables[name]
    assert not {key.column.table.name for key in table.foreign_keys} & set(SCOPED)
