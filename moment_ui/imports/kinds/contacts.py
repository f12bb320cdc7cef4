"""Contacts: people, known by e-mail, else by name in their customer."""

from copy import deepcopy

from moment_ui.core import clock
from moment_ui.core.addresses import comparable
from moment_ui.core.folding import folded
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.imports.fields import Row
from moment_ui.imports.kind import FileKind
from moment_ui.imports.kinds.contact_fields import CONTACT_FILE_FIELDS
from moment_ui.imports.kinds.people import Known, People
from moment_ui.imports.lookups import Lookups, Tell, chunks
from moment_ui.imports.plan import Addition, Plan, Written
from moment_ui.imports.tag_names import TagNames
from moment_ui.models.contact import Contact, ContactEmail, ContactTag, CustomerContact
from moment_ui.models.importing import ImportKind
from moment_ui.models.tag import TagKind


class ContactPlanner:
    """Plans contacts: a person known by e-mail joins another customer instead of being doubled."""

    def __init__(self, work: Work, plan: Plan) -> None:
        self._work, self._plan = work, plan
        self._lookups = Lookups(work)
        self._tags = TagNames(work, TagKind.CONTACT)
        self._rows: list[tuple[Row, int]] = []
        self._new: dict[object, Known] = {}

    def take(self, row: Row) -> None:
        """Keep the row unless something is wrong with it."""
        customer_id = self._lookups.customer(row)
        first, last = row.get("employed_from"), row.get("employed_to")
        if first and last and last < first:
            row.problems["employed_to"] = _("The last day is before the first.")
        if row.get("consent_how") and not row.get("consent"):
            row.problems.setdefault("consent_how", _("Say under Consent that it was given."))
        self._tags.check(row)
        if row.problems or customer_id is None:
            self._plan.refuse([row])
        else:
            self._rows.append((row, customer_id))

    def finish(self, tell: Tell) -> None:
        """Compare with the stored people."""
        people = People(self._work)
        before: dict[int, Known] = {}
        for done, (row, customer_id) in enumerate(self._rows):
            known = people.meant(row, customer_id)
            if known is None:
                self._plan_new(row, customer_id)
            else:
                before.setdefault(known.id, deepcopy(known))
                self._plan.count(changed=self._take(row, customer_id, known))
            tell(done)
        for key, stored in before.items():
            self._plan_changes(stored, people.by_id[key], people)

    def write(self, work: Work, tell: Tell) -> Written:
        """Write the new people, their addresses, tags and places."""
        for some in chunks(list(self._new.values()), 1000):
            now = clock.now()
            rows = [
                {**new.values, "search": new.found_by(), "created_at": now, "version": 1}
                for new in some
            ]
            ids = work.insert_rows(Contact, rows, returning=True)
            pairs = list(zip(ids, some, strict=True))
            emails = [
                {"contact_id": key, "email": email, "position": position}
                for key, new in pairs
                for position, email in enumerate(new.emails)
            ]
            work.insert_rows(ContactEmail, emails)
            tags = [
                {"contact_id": key, "tag_id": t} for key, new in pairs for t in sorted(new.tags)
            ]
            work.insert_rows(ContactTag, tags)
            places = [
                {"contact_id": key, "customer_id": customer_id, **place}
                for key, new in pairs
                for customer_id, place in new.places.items()
            ]
            place_ids = work.insert_rows(CustomerContact, places, returning=True)
            yield from (("contact", key) for key in ids)
            yield from (("customer_contact", key) for key in place_ids)
            tell(len(some))

    def settle(self, work: Work) -> None:
        """Nothing follows from contacts."""

    def _plan_new(self, row: Row, customer_id: int) -> None:
        email = comparable(row.get("email") or "")
        key = email or (customer_id, folded(row.get("name")))
        first = key not in self._new
        person = self._new.setdefault(key, Known())
        known = customer_id in person.places
        self._take(row, customer_id, person)
        self._plan.created += first
        if known:
            self._plan.count(changed=False)

    def _take(self, row: Row, customer_id: int, person: Known) -> bool:
        news = person.take(row, customer_id)
        tagged = person.take_tags(self._tags.chosen(row))
        return self._take_consent(row, person) or tagged or news

    def _take_consent(self, row: Row, person: Known) -> bool:
        """Consent that is new, or given in another way, is noted with when, how and by whom."""
        consent, how = row.get("consent"), row.get("consent_how")
        said = person.values["consent_how"]
        if consent is None or (consent, how or said) == (person.values["consent"], said):
            return False
        person.values |= {
            "consent": consent,
            "consent_at": clock.now(),
            "consent_how": (how or _("In an imported file")) if consent else "",
            "consent_by": self._work.actor.name,
        }
        return True

    def _plan_changes(self, before: Known, after: Known, people: People) -> None:
        changed = False
        for customer_id, place in after.places.items():
            if customer_id in before.places:
                key, old = people.place_ids[customer_id, after.id], before.places[customer_id]
                changed |= self._plan.change(CustomerContact, key, old, place)
            else:
                new = {"customer_id": customer_id, "contact_id": after.id, **place}
                self._plan.additions.append(Addition(CustomerContact, new))
                changed = True
        for position, email in enumerate(after.emails[len(before.emails) :], len(before.emails)):
            values = {"contact_id": after.id, "email": email, "position": position}
            self._plan.additions.append(Addition(ContactEmail, values))
            changed = True
        for tag in sorted(after.tags - before.tags):
            values = {"contact_id": after.id, "tag_id": tag}
            self._plan.additions.append(Addition(ContactTag, values))
        if changed or after.values != before.values:
            old = {**before.values, "search": before.search, "version": before.version}
            new = {**after.values, "search": after.found_by(), "version": after.version + 1}
            self._plan.change(Contact, after.id, old, new)


CONTACTS = FileKind(
    kind=ImportKind.CONTACTS,
    title=_("Contacts"),
    help=_("Known by e-mail, else by name in the customer. The customers must exist."),
    planner=ContactPlanner,
    topics=("contacts", "customers"),
    fields=CONTACT_FILE_FIELDS,
)
