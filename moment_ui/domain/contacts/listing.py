"""The list of contacts. A row is a person, with everything the person has in customers and projects."""

import datetime as dt
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col
from typing_extensions import override

from moment_ui.core.actor import Permission
from moment_ui.core.selection import Selection
from moment_ui.core.table import TagName
from moment_ui.db.joined import distinct
from moment_ui.db.lists import by
from moment_ui.db.work import Work
from moment_ui.domain.contacts import measures
from moment_ui.domain.contacts.filters import FACETS, MEANINGS
from moment_ui.domain.lists.source import ListSource
from moment_ui.domain.tags.links import OF_CONTACTS, tags_in
from moment_ui.models.contact import Contact


class ContactRow(NamedTuple):
    """A contact in the list. `projects` is None for those who may not see projects.

    `employed_to` is set when the person has left every customer.
    """

    id: int
    name: str
    phone: str
    is_global: bool
    consent: bool
    customer_names: str | None
    titles: str | None
    addresses: str | None
    tag_names: str | None
    employed_from: dt.date | None
    employed_to: dt.date | None
    projects: int | None

    @property
    def customers(self) -> tuple[str, ...]:
        """The customers, by name."""
        return distinct(self.customer_names)

    @property
    def job_titles(self) -> tuple[str, ...]:
        """The job titles there, each once."""
        return distinct(self.titles)

    @property
    def emails(self) -> tuple[str, ...]:
        """The person's own addresses."""
        return measures.in_places(self.addresses)

    @property
    def tags(self) -> tuple[TagName, ...]:
        """The person's tags, by name."""
        return tags_in(self.tag_names)


class ContactList(ListSource[ContactRow]):
    """Places in projects are counted in their own table: most contacts have none."""

    @override
    def summing(self, work: Work, selection: Selection) -> sa.SelectBase:
        where = self.conditions(work, selection)
        sums = [measures.places_in_projects(*where)] if self.seen(work, self.plain_sums) else []
        return sa.select(sa.null(), sa.func.count(col(Contact.id)), *sums).where(*where)


CONTACT_LIST = ContactList(
    needs=Permission.VIEW_CUSTOMERS,
    table=Contact,
    row=ContactRow,
    columns={
        "id": col(Contact.id),
        "name": col(Contact.name),
        "phone": col(Contact.phone),
        "is_global": col(Contact.is_global),
        "consent": col(Contact.consent),
        "customer_names": measures.customer_names(),
        "titles": measures.titles(),
        "addresses": measures.addresses(),
        "tag_names": OF_CONTACTS.names(col(Contact.id)),
        "employed_from": measures.employed_from(),
        "employed_to": measures.employed_to(),
        "projects": measures.projects(),
    },
    meanings=MEANINGS,
    facets=FACETS,
    sortings={
        "name": by(col(Contact.sort_name), quick=True),
        "customers": by(measures.first_customer()),
        "title": by(measures.first_title()),
        "email": by(measures.first_address()),
        "phone": by(col(Contact.phone)),
        "is_global": by(col(Contact.is_global)),
        "employed_from": by(measures.employed_from()),
        "employed_to": by(measures.employed_to()),
        "consent": by(col(Contact.consent)),
        "projects": by(measures.projects()),
    },
    plain_sums={"projects": measures.projects()},
    guarded=dict.fromkeys(("projects", "project"), Permission.VIEW_PROJECTS),
)
