"""What can stop a price model from being changed."""

from decimal import Decimal

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _


class ModelChanged(Conflict):
    """Somebody else changed the price model after the page had shown it."""

    def __init__(self, name: str) -> None:
        text = _(
            "Somebody else changed {name} just now. It is shown as it stands: do it once more."
        )
        super().__init__(text.format(name=name))


class ModelInvoiced(Conflict):
    """Something of the price model is on an invoice or a draft."""

    def __init__(self, name: str) -> None:
        text = _(
            "{name} stays: something of it is on an invoice or a draft. Put it aside instead; then "
            "nothing new is billed by it."
        )
        super().__init__(text.format(name=name))


class ModelOfOffer(Conflict):
    """The price model was made of an accepted offer, and goes with the offer's project."""

    def __init__(self, name: str) -> None:
        text = _("{name} belongs to an accepted offer. Put it aside instead of removing it.")
        super().__init__(text.format(name=name))


class PaymentInvoiced(Conflict):
    """A planned payment is on an invoice or a draft."""

    def __init__(self, text: str) -> None:
        said = _(
            "{text} is on an invoice or a draft and stays as it is. Remove the draft or credit the "
            "invoice first."
        )
        super().__init__(said.format(text=text))


class PaymentChanged(Conflict):
    """Somebody else changed the planned payment meanwhile."""

    def __init__(self, text: str) -> None:
        said = _("Somebody else changed {text} meanwhile. It is shown as it stands.")
        super().__init__(said.format(text=text))


class NotHundred(Invalid):
    """The shares do not make a whole."""

    def __init__(self, total: Decimal) -> None:
        said = f"{total:f}".rstrip("0").rstrip(".") if "." in f"{total:f}" else f"{total:f}"
        text = _("The shares come to {total} %. They must come to 100 %.")
        super().__init__(percent=text.format(total=said.replace(".", ",")))


class WrongKind(Conflict):
    """The price model is of a kind that has no such thing."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is of another kind: that does not belong to it.").format(name=name)
        )


class TrueCostIsKept(Conflict):
    """What people cost is for the economy to show."""

    def __init__(self) -> None:
        super().__init__(
            _("Only the economy lets a project be billed at true cost: it shows what people cost.")
        )
