"""What can stand in the way of working with partner companies."""

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _


class PartnersOff(Conflict):
    """The company has not switched partner companies on."""

    def __init__(self) -> None:
        super().__init__(_("Partner companies is off. Switch it on first."))


class NoGroup(Conflict):
    """The company is in no group."""

    def __init__(self) -> None:
        super().__init__(_("Your company is in no group now. Add a company to begin one."))


class PartnerChanged(Conflict):
    """Somebody else acted in between."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody acted on this in the meantime. The page shows how it stands now: look again."
            )
        )


class NotTheMain(Conflict):
    """Only the group's main company does this."""

    def __init__(self, main: str) -> None:
        super().__init__(
            _("Only the main company of the group does this: ask {company}.").format(company=main)
        )


class MainStays(Conflict):
    """The main company cannot leave while others are in the group."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Your company is the group’s main company, and others draw on it. Hand the main role "
                "over first, then leave."
            )
        )


class NotTheirs(Conflict):
    """The invitation is another company's to withdraw or to remind of."""

    def __init__(self, by: str) -> None:
        super().__init__(_("{company} asked: it can be changed there.").format(company=by))


class RemindedToday(Conflict):
    """One reminder a day is enough."""

    def __init__(self) -> None:
        super().__init__(_("They were reminded within the last day. Remind them again tomorrow."))


class InAnotherGroup(Conflict):
    """A company is in one group at a time."""

    def __init__(self, company: str) -> None:
        super().__init__(
            _(
                "{company} is in another group. A company is in one group at a time: it has to leave "
                "that one first."
            ).format(company=company)
        )


class CannotAdd(Invalid):
    """The database name that was typed leads to no company that can be added."""

    def __init__(self, message: str) -> None:
        super().__init__(slug=message)


class AttachedAlready(Conflict):
    """A customer stands for one partner only."""

    def __init__(self, customer: str, company: str) -> None:
        super().__init__(
            _("{customer} stands for {company} already. Choose another customer.").format(
                customer=customer, company=company
            )
        )
