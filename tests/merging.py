"""What tests of merging compare: every row of every table of a company."""

from typing import Any

import sqlalchemy as sa

from moment_ui.db import references
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import CustomerNote
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import Project
from moment_ui.models.tag import CustomerTag

EVERYTHING = (Invoice, Project, CustomerNote, CustomerContact, CustomerTag)
NOT_COMPARED = frozenset({"audit_entry", "customer_merge", "data_version"})


def rows_of(work: Any) -> dict[str, list[dict[str, Any]]]:
    """Every row of the company, but audit, versions and news."""
    work.session.flush()
    connection = work.session.connection()
    found: dict[str, list[dict[str, Any]]] = {}
    for table in references.tables():
        if table.name in NOT_COMPARED or "company_id" not in table.c:
            continue
        query = sa.select(table).where(table.c.company_id == work.company_id).order_by(table.c.id)
        found[table.name] = [
            {key: value for key, value in row.items() if key != "version"}
            for row in connection.execute(query).mappings()
        ]
    return found
