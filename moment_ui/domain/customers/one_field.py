"""Changing one field of a customer at a time: in its place on the page, or back to an earlier value."""

from dataclasses import dataclass, replace

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.commands import NOTHING_CONFIRMED, edit_customer
from moment_ui.domain.customers.draft import FIELD_LABELS, CustomerDraft, texts_of
from moment_ui.domain.customers.queries import OWN_ACTS, SUBJECT, customer
from moment_ui.models.audit import AuditEntry
from moment_ui.models.customer import Customer

FIELDS = tuple(key for key in FIELD_LABELS if key != "tags")
"""What a customer keeps of its own, as the audit log names it."""


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """A field of a customer as typed; `version` is the one that was shown."""

    customer_id: int
    version: int
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldSaved:
    """A field that was saved: its text before and after, and the customer's new version."""

    customer_id: int
    key: str
    name: str
    before: str
    after: str
    version: int


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier value of a field beside the one of now, and the version that says so."""

    key: str
    then: str
    now: str
    version: int


@needs(Permission.EDIT_CUSTOMERS, Permission.VIEW_CUSTOMERS)
def edit_field(
    work: Work, edit: FieldEdit, *, confirmed: frozenset[str] = NOTHING_CONFIRMED
) -> FieldSaved:
    """Save one field of a customer as typed; the other fields stay.

    Raises NotFound for a field no customer has, Invalid with the message of each field that does
    not fit (another one too: a number the new country does not know), and what `edit_customer` does.
    """
    if edit.key not in FIELDS:
        raise NotFound(_("The field"))
    locked_rows(work, Customer, [edit.customer_id], _("The customer"))  # before it is read
    stored = customer(work, edit.customer_id).draft
    version = edit_customer(
        work,
        edit.customer_id,
        edit.version,
        rules.read({edit.key: edit.text}, _to_derive(stored)),
        confirmed=confirmed,
    )
    after = texts_of(customer(work, edit.customer_id).draft)[edit.key]
    before = texts_of(stored)[edit.key]
    return FieldSaved(edit.customer_id, edit.key, stored.name, before, after, version)


@needs(Permission.EDIT_CUSTOMERS, Permission.VIEW_CUSTOMERS)
def undo_edit(work: Work, saved: FieldSaved) -> FieldSaved:
    """Put back what a field was before it was saved. Raises CustomerChanged when it is too late."""
    back = FieldEdit(saved.customer_id, saved.version, saved.key, saved.before)
    return edit_field(work, back)


@needs(Permission.EDIT_CUSTOMERS, Permission.VIEW_CUSTOMERS)
def earlier_value(work: Work, customer_id: int, change_id: int, key: str) -> Earlier:
    """What a field was before a change. Raises NotFound for what cannot be put back."""
    record = customer(work, customer_id)
    entry = work.session.exec(
        select(AuditEntry).where(
            AuditEntry.id == change_id,
            AuditEntry.subject == SUBJECT,
            AuditEntry.subject_id == customer_id,
            col(AuditEntry.action).in_(OWN_ACTS),
        )
    ).first()
    if entry is None or key not in FIELDS or key not in entry.changes:
        raise NotFound(_("The change"))
    now, then = texts_of(record.draft)[key], str(entry.changes[key][0])
    if not can_go_back(record.draft, key, then):
        raise Invalid(**{key: _("This is the value of now already.")})
    return Earlier(key, then, now, record.version)


def can_go_back(draft: CustomerDraft, key: str, then: str) -> bool:
    """Whether a field is another one by now, and somebody's to decide."""
    follows = key == "einvoice_address" and draft.country == "NO"
    return key in FIELDS and not follows and texts_of(draft)[key] != then


def _to_derive(draft: CustomerDraft) -> CustomerDraft:
    """The draft without an e-invoice address that only follows from its other fields."""
    proposed = rules.proposed_einvoice_address(draft.country, draft.org_number)
    if draft.einvoice_address != proposed:
        return draft
    return replace(draft, einvoice_address="")
