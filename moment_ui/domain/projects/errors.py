"""What can stop a project from being created."""

from moment_ui.core.errors import Conflict, Invalid, NeedsConfirmation
from moment_ui.core.words import _


class NoProjects(Conflict):
    """The customer's status or part does not allow new projects."""

    @classmethod
    def blocked(cls, name: str) -> "NoProjects":
        """Blocked customers get no new projects."""
        return cls(
            _("{name} is blocked and gets no new projects. Set the status to Active first.").format(
                name=name
            )
        )

    @classmethod
    def inactive(cls, name: str) -> "NoProjects":
        """Inactive customers are hidden from choices."""
        return cls(_("{name} is inactive. Set the status to Active first.").format(name=name))

    @classmethod
    def participant(cls, name: str) -> "NoProjects":
        """A project participant orders nothing."""
        return cls(
            _(
                "{name} is a project participant only. Make it a customer too, under Edit, to give it "
                "a project of its own."
            ).format(name=name)
        )


class ActivateFirst(NeedsConfirmation):
    """A potential customer becomes an active one with its first project."""

    def __init__(self, name: str) -> None:
        super().__init__(
            key="activate",
            question=_(
                "{name} is a potential customer. Make it active and create the project?"
            ).format(name=name),
        )


class ProjectNumberTaken(Invalid):
    """Another project has the number."""

    def __init__(self, holder: str) -> None:
        super().__init__(number=_("Taken by {name}. Choose another.").format(name=holder))
