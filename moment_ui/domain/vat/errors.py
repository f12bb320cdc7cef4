"""What can be wrong with a VAT code."""

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _


class CodeTaken(Invalid):
    """Another VAT code of the company is called the same."""

    def __init__(self, holder: str) -> None:
        super().__init__(code=_("Taken by {name}. Choose another.").format(name=holder))


class CodeUsed(Invalid):
    """Invoices bear the code: what it charges stands, or their VAT would mean something else."""

    def __init__(self, field: str) -> None:
        text = _("Invoices bear this code. Add a new one, and put this one aside.")
        super().__init__(**{field: text})


class CodeChanged(Conflict):
    """Somebody else saved the code while the form was open."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("VAT code {code} was changed by somebody else. Open it again to see how.").format(
                code=code
            )
        )


class StartsLines(Conflict):
    """A VAT handling starts its lines with the code."""

    def __init__(self, code: str, handling: str) -> None:
        super().__init__(
            _(
                "Lines of the VAT handling {handling} start with VAT code {code}. Give the handling "
                "to another code first."
            ).format(handling=handling, code=code)
        )


class NothingStartsWith(Conflict):
    """No VAT code is named for a VAT handling."""

    def __init__(self, handling: str) -> None:
        super().__init__(
            _(
                "No VAT code starts lines of the VAT handling {handling}. Choose one in "
                "Setup → VAT codes."
            ).format(handling=handling)
        )


class StillUsed(Conflict):
    """A code cannot be removed: something bears it."""

    def __init__(self, code: str) -> None:
        super().__init__(
            _("VAT code {code} is used by now, and stays. Put it aside instead.").format(code=code)
        )
