"""What a contact is found by: name, every address and every phone number, own and in places."""

from moment_ui.core.folding import search_text
from moment_ui.db.work import Work
from moment_ui.domain.people.erasing import rows_of
from moment_ui.models.contact import Contact, ContactEmail, CustomerContact, ProjectContact


def refresh_search(work: Work, person: Contact) -> None:
    """Work the person's search text out again, after an address or a phone number has changed."""
    work.session.flush()
    own = sorted(rows_of(work, ContactEmail, person.key), key=lambda row: (row.position, row.key))
    places = [
        *rows_of(work, CustomerContact, person.key),
        *rows_of(work, ProjectContact, person.key),
    ]
    person.search = search_text(
        person.name,
        *(row.email for row in own),
        person.phone,
        *(text for place in places for text in (place.email, place.phone)),
    )
