"""A customer's history in words: who changed what from what to what."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.customers.draft import FIELD_LABELS, CustomerDraft
from moment_ui.domain.customers.one_field import FIELDS, can_go_back
from moment_ui.domain.customers.queries import OWN_ACTS, Change, customer, customer_changes
from moment_ui.domain.invoicing.options import BY_KEY
from moment_ui.domain.invoicing.rules import may_see
from moment_ui.reports.customers.customer_facts import CHANNELS, INVOICE_TYPES
from moment_ui.reports.customers.customer_page import writer_for
from moment_ui.reports.marks import CUSTOMER_STATUS

OPTIONS_SET = "set_invoicing_options"
ACTIONS = {
    "create_customer": _("Created the customer"),
    "edit_customer": _("Edited the customer"),
    "set_status": _("Set the status"),
    "set_tags": _("Changed the tags"),
    "add_note": _("Wrote a note"),
    "edit_note": _("Changed a note"),
    "remove_note": _("Removed a note"),
    "restore_note": _("Put a note back"),
    "add_contact": _("Added a contact"),
    "edit_contact": _("Changed a contact"),
    "remove_contact": _("Removed a contact"),
    "restore_contact": _("Put a contact back"),
    "erase_contact": _("Erased a contact"),
    "join_project": _("Added to a project"),
    "leave_project": _("Taken off a project"),
    "create_contact": _("Made the contact"),
    "add_address": _("Added an address"),
    "order_addresses": _("Put another address first"),
    "remove_address": _("Removed an address"),
    "unsubscribe_address": _("Unsubscribed an address"),
    "subscribe_address": _("Subscribed an address again"),
    "create_project": _("Created a project"),
    "add_file": _("Uploaded a file"),
    "edit_file": _("Renamed or described a file"),
    "delete_file": _("Deleted a file"),
    "mark_file": _("Marked a file"),
    "restore_file": _("Put a file back"),
    OPTIONS_SET: _("Changed the invoicing options"),
}
OPTION_LABELS = {key: option.label for key, option in BY_KEY.items()}
LABELS = (
    OPTION_LABELS
    | FIELD_LABELS
    | {
        "note": _("Note"),
        "contact": _("Contact"),
        "project": _("Project"),
        "file": _("File"),
        "file_name": _("File name"),
        "file_description": _("Description of the file"),
        "file_with_invoices": _("Goes with invoices"),
        "title": _("Job title"),
        "customer_email": _("E-mail for this customer"),
        "customer_phone": _("Phone for this customer"),
        "is_global": _("Global contact"),
        "consent": _("Consent to mass mail"),
        "consent_how": _("How the consent was given"),
        "employed_from": _("Employed from"),
        "employed_to": _("Employed to"),
    }
)


WORDS: dict[str, dict[str, str]] = {
    "status": {key.value: mark.word for key, mark in CUSTOMER_STATUS.items()},
    "invoice_type": {key.value: word for key, word in INVOICE_TYPES.items()},
    "einvoice_channel": {key.value: word for key, word in CHANNELS.items()},
}
"""What is chosen and not typed, by field and stored value."""

GROUPS = {
    f"{kind}_address": tuple(f"{kind}_{part}" for part in ("line1", "line2", "code", "city"))
    for kind in ("visiting", "postal")
}
"""An address is four fields, and one to the reader."""

FIELD_CHOICES: list[tuple[str, str]] = [
    ("", _("All changes")),
    *(
        (key, FIELD_LABELS[key])
        for key in FIELDS
        if not any(key in keys for keys in GROUPS.values())
    ),
    ("visiting_address", _("Visiting address")),
    ("postal_address", _("Postal address")),
]


@dataclass
class FieldChange:
    """One field, before and after; `may_restore`: it is another one by now, and the customer's own."""

    label: str = ""
    before: str = ""
    after: str = ""
    key: str = ""
    may_restore: bool = False


@dataclass
class ChangeLine:
    """One act: what, who and when, and the fields it changed."""

    id: int = 0
    what: str = ""
    by: str = ""
    fields: list[FieldChange] = field(default_factory=list[FieldChange])


def history(work: Work, customer_id: int, field_key: str = "") -> list[ChangeLine]:
    """The newest hundred changes (of one of FIELD_CHOICES), newest first. Raises NotPermitted."""
    keys = GROUPS.get(field_key, (field_key,) if field_key else ())
    changes = [_seen(work, one) for one in customer_changes(work, customer_id, keys=keys)]
    draft = customer(work, customer_id).draft if changes else None
    if not work.actor.may(Permission.EDIT_CUSTOMERS):
        draft = None
    return change_lines(changes, writer_for(work), draft)


def _seen(work: Work, change: Change) -> Change:
    """A change without the invoicing options that the actor may not see."""
    if change.action != OPTIONS_SET:
        return change
    told = [
        one for one in change.fields if one[0] not in BY_KEY or may_see(work.actor, BY_KEY[one[0]])
    ]
    return replace(change, fields=tuple(told))


def change_lines(
    changes: Iterable[Change], write: Writer, draft: CustomerDraft | None = None
) -> list[ChangeLine]:
    """Changes in words, in the order they come; `draft` is the customer as it is, to go back from."""
    return [_line(change, write, draft) for change in changes]


def _line(change: Change, write: Writer, draft: CustomerDraft | None) -> ChangeLine:
    when = write.instant(change.at)
    own = draft if change.action in OWN_ACTS else None
    return ChangeLine(
        id=change.id,
        what=ACTIONS.get(change.action, change.action.replace("_", " ").capitalize()),
        by=", ".join(filter(None, (change.by, when))),
        fields=[
            FieldChange(
                LABELS.get(key, key),
                shown_value(key, old),
                shown_value(key, new),
                key,
                may_restore=own is not None and can_go_back(own, key, old),
            )
            for key, old, new in change.fields
        ],
    )


def shown_value(key: str, text: str) -> str:
    """A stored value as the page shows it."""
    if key in {"is_customer", "is_participant", "is_global", "consent"}:
        return _("Yes") if text else _("No")
    return WORDS.get(key, {}).get(text, text)
