"""What can stop a draft from being made or removed."""

from typing import Self

from moment_ui.core.errors import Conflict, NeedsConfirmation
from moment_ui.core.words import _


class NoInvoices(Conflict):
    """The customer's status or part does not allow new invoices."""

    @classmethod
    def blocked(cls, name: str) -> Self:
        """Blocked customers get no new invoices."""
        text = _(
            "{name} is blocked and gets no new invoices. Set the status to Active first, if that is "
            "right."
        )
        return cls(text.format(name=name))

    @classmethod
    def inactive(cls, name: str) -> Self:
        """Inactive customers are hidden from choices."""
        return cls(_("{name} is inactive. Set the status to Active first.").format(name=name))

    @classmethod
    def participant(cls, name: str) -> Self:
        """A project participant is not invoiced."""
        text = _(
            "{name} is a project participant only. Make it a customer too, under Edit, to invoice it."
        )
        return cls(text.format(name=name))


class ActivateFirst(NeedsConfirmation):
    """A potential customer becomes an active one with its first invoice."""

    def __init__(self, name: str) -> None:
        text = _("{name} is a potential customer. Make it active and create the draft?")
        super().__init__(key="activate", question=text.format(name=name))


class NotADraft(Conflict):
    """The invoice has been finalised: only a credit note corrects it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The invoice is finalised. Correct it with a credit note; drafts only can be changed."
            )
        )
