"""What can stop hours from being written, changed or taken away at home."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class InvoicedByMain(Conflict):
    """The main company has the hours on an invoice or a draft."""

    def __init__(self, company: str, minutes: int) -> None:
        super().__init__(
            _(
                "{company} has these hours on an invoice or a draft, and they stay as they are. "
                "Ask {company} to take them off or to credit them first."
            ).format(company=company)
        )
        self.minutes = minutes


class NotShared(Conflict):
    """The activity is not in the main project, or the project is no longer shared."""

    def __init__(self, company: str) -> None:
        super().__init__(
            _(
                "{company} no longer takes hours on this activity. Choose another one, or ask the "
                "project’s leader there."
            ).format(company=company)
        )


class ExpenseInvoicedByMain(Conflict):
    """The main company has the expense on an invoice or a draft."""

    def __init__(self, company: str, text: str) -> None:
        super().__init__(
            _(
                "{company} has {text} on an invoice or a draft, and it stays as it is. Ask {company} to "
                "take it off or to credit it first."
            ).format(company=company, text=text)
        )


class OtherCurrency(Conflict):
    """The two projects count in different money, and nobody has said at what rate."""

    def __init__(self, company: str, theirs: str, ours: str) -> None:
        super().__init__(
            _(
                "The main project in {company} is in {theirs} and this one in {ours}, so its expenses "
                "cannot be shared. Give the two projects one currency, or register the expense in a "
                "project that is not shared."
            ).format(company=company, theirs=theirs, ours=ours)
        )
