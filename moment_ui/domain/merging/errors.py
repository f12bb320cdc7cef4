"""What can stop a merge or its undo, with the facts."""

from moment_ui.core.errors import Conflict, NeedsConfirmation
from moment_ui.core.words import _


class SameCustomer(Conflict):
    """A customer cannot be merged into itself."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} cannot be merged into itself. Choose another customer.").format(name=name)
        )


class AlreadyMerged(Conflict):
    """One of the two was merged before: its number stands for another customer by now."""

    def __init__(self, merged: str, survivor: str, survivor_id: int) -> None:
        super().__init__(
            _("{merged} is merged into {survivor} already. Choose that one instead.").format(
                merged=merged, survivor=survivor
            )
        )
        self.survivor_id = survivor_id


class ChangedMeanwhile(Conflict):
    """Somebody changed one of the two after they were compared."""

    def __init__(self, name: str, by: str) -> None:
        super().__init__(
            _("{name} was changed by {by} meanwhile. Look at the fields again, then merge.").format(
                name=name, by=by or _("someone else")
            )
        )


class Busy(Conflict):
    """Somebody was writing on the same rows; nothing was done."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody was changing these customers at the same moment. Nothing is done: try again."
            )
        )


class CannotStandTogether(Conflict):
    """The database refuses two records beside each other that no rule of merging knows of."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Something of the two cannot stand beside each other. Nothing is done. Remove what both "
                "have under one name, then try again."
            )
        )


class OtherOrgNumber(NeedsConfirmation):
    """Two organisation numbers are two companies, as a rule."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(
            "merge-org-numbers",
            _(
                "They have different company reg. nos.: {one} and {other}. Merge only when it is "
                "one company all the same."
            ).format(one=one, other=other),
        )


class OtherCurrency(NeedsConfirmation):
    """Invoices keep their currency; new ones get the customer's."""

    def __init__(self, one: str, other: str, chosen: str) -> None:
        super().__init__(
            "merge-currencies",
            _(
                "They have different currencies: {one} and {other}. Every invoice keeps its own; new "
                "ones will be in {chosen}."
            ).format(one=one, other=other, chosen=chosen),
        )


class RatesInAnotherCurrency(NeedsConfirmation):
    """Hourly rates are never converted: whose list holds is chosen, and its currency is seen."""

    def __init__(self, rates: str, currency: str) -> None:
        super().__init__(
            "merge-rates",
            _(
                "The hourly rates that hold are in {rates}, and new invoices will be in {currency}. "
                "Rates are not converted: set new ones afterwards, or choose the other price list."
            ).format(rates=rates, currency=currency),
        )


class NoLongerBlocked(NeedsConfirmation):
    """A customer that was blocked for a reason would get invoices again."""

    def __init__(self, blocked: str, status: str) -> None:
        super().__init__(
            "merge-blocked",
            _("{name} is blocked. Merged, it will be {status} and can be invoiced again.").format(
                name=blocked, status=status
            ),
        )


class CannotUndo(Conflict):
    """What happened since stands in the way; each reason is a sentence."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        super().__init__(
            _("The merge cannot be undone: {reasons}").format(reasons=" ".join(reasons))
        )
        self.reasons = reasons
