"""What can stop a person from being saved."""

from dataclasses import dataclass

from moment_ui.core.errors import Conflict, Invalid, NeedsConfirmation
from moment_ui.core.words import _


class PersonChanged(Conflict):
    """Somebody saved the contact after the form was opened."""

    def __init__(self, name: str, by: str) -> None:
        super().__init__(
            _(
                "{name} was changed by {by} while you were editing. Nothing of yours is lost: look at "
                "what changed, then save again."
            ).format(name=name, by=by or _("someone else"))
        )


class HasAddress(Invalid):
    """The contact has the address already, perhaps written otherwise."""

    def __init__(self, name: str, email: str) -> None:
        text = _("{name} has {email} already.").format(name=name, email=email)
        super().__init__(email=text)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A contact that may be the same person, and what they have in common."""

    id: int
    name: str
    customers: str
    is_global: bool
    reason: str


class PersonMayExist(NeedsConfirmation):
    """Contacts like this one exist: use one of them, or save a new one all the same."""

    def __init__(self, known: tuple[KnownPerson, ...]) -> None:
        super().__init__(
            key=f"same-person-{'-'.join(str(person.id) for person in known)}",
            question=_("This may be somebody you know already. Save a new contact all the same?"),
        )
        self.known = known
