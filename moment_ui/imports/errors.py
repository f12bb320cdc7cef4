"""What can be wrong with a whole file or a whole import; single cells are `Problem`s."""

from collections.abc import Sequence

from moment_ui.core.errors import AppError, Conflict, Invalid
from moment_ui.core.words import _


class FileRefused(AppError):
    """The file cannot be read as a table at all."""


class EmptyFile(FileRefused):
    """Nothing but perhaps a heading."""

    def __init__(self) -> None:
        super().__init__(_("The file has no rows. The first row must be the headings, then data."))


class NotATable(FileRefused):
    """Neither text nor a workbook."""

    def __init__(self) -> None:
        super().__init__(
            _("This is neither a CSV file nor an Excel workbook (.xlsx). Save it as one of them.")
        )


class BrokenWorkbook(FileRefused):
    """A workbook that cannot be opened."""

    def __init__(self) -> None:
        super().__init__(
            _("The workbook is damaged or protected. Open it in Excel and save it once more.")
        )


class TooLarge(FileRefused):
    """More than anybody's ledger, or made to look small."""

    def __init__(self, what: str) -> None:
        super().__init__(_("The file is too large: {what}. Split it.").format(what=what))


class MissingColumns(Invalid):
    """Required fields that no column of the file was mapped to."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__(
            mapping=_("No column is chosen for: {fields}.").format(fields=", ".join(labels))
        )


class UnknownColumn(Invalid):
    """A mapping that names a column or a field that does not exist."""

    def __init__(self, name: str, choices: Sequence[str]) -> None:
        super().__init__(
            mapping=_("There is no “{name}”. Choose among: {choices}.").format(
                name=name, choices=", ".join(choices)
            )
        )


class MeanwhileChanged(Conflict):
    """Somebody wrote the same rows in the moment between checking and writing."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed the same rows in this moment. Nothing was imported: try again."
            )
        )


class CannotUndo(Conflict):
    """Later work stands on what the import wrote; `reasons` lists it."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(
            _("This import cannot be undone any more: {reasons}").format(reasons="; ".join(reasons))
        )
        self.reasons = tuple(reasons)
