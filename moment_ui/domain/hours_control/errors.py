"""What can stop hours from being mended, signed off or moved."""

from moment_ui.core.errors import AppError, Conflict
from moment_ui.core.words import _, plural


class LedByAnother(AppError):
    """The reader may see the project, and its hours are controlled by whoever leads it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Another project leader controls the hours of this project. Ask that one, or an administrator."
            )
        )


class StillDiffers(Conflict):
    """Hours that differ are not signed off."""

    def __init__(self, rows: int) -> None:
        super().__init__(
            plural(
                "{count} row differs between the companies. Mend it first, or write a note that says why "
                "it stays.",
                "{count} rows differ between the companies. Mend them first, or write a note that says "
                "why they stay.",
                rows,
            )
        )


class ChangedSinceShown(Conflict):
    """Somebody wrote hours since the page was shown."""

    def __init__(self) -> None:
        super().__init__(_("The hours changed meanwhile. Look again before you sign them off."))


class OpenPeriod(Conflict):
    """A sign-off needs both ends of its period."""

    def __init__(self) -> None:
        super().__init__(_("Choose a period with a first and a last day to sign it off."))


class NothingMoves(Conflict):
    """None of the rows chosen can be moved."""

    def __init__(self) -> None:
        super().__init__(_("None of these hours can be moved: the preview says why."))


class MovedSince(Conflict):
    """Hours that were moved were changed since."""

    def __init__(self) -> None:
        super().__init__(
            _("These hours were changed, approved or invoiced since they were moved, and stay.")
        )
