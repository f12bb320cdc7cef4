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


class AlreadyInTeam(Conflict):
    """The co-worker is in the team."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} is in the team already.").format(name=name))


class LeaderStays(Conflict):
    """Who leads the project is in its team."""

    def __init__(self, name: str) -> None:
        text = _("{name} leads the project. Choose another project leader first.")
        super().__init__(text.format(name=name))


class MemberHasHours(NeedsConfirmation):
    """The co-worker has written hours on the project."""

    def __init__(self, name: str, minutes: int, home: str = "") -> None:
        hours = f"{minutes // 60}:{minutes % 60:02}"
        text = (
            _(
                "{name} has written {hours} hours here, in {home}. They stay on both sides, and {name} "
                "writes no more of them there. Take {name} out of the team?"
            )
            if home
            else _(
                "{name} has written {hours} hours here. They stay; those not invoiced yet are then "
                "billed without a role. Take {name} out of the team?"
            )
        )
        said = text.format(name=name, hours=hours, home=home)
        super().__init__(key="member-hours", question=said)


class ActivityInUse(Conflict):
    """Something stands on the activity."""

    def __init__(self, name: str) -> None:
        text = _(
            "{name} stays: hours, expenses or a price model use it. Put it aside instead; then nothing "
            "new is written on it."
        )
        super().__init__(text.format(name=name))


class ActivityNameTaken(Invalid):
    """The project has another activity of this name."""

    def __init__(self, name: str) -> None:
        text = _("This project has an activity called {name} already.")
        super().__init__(name=text.format(name=name))


class ActivityChanged(Conflict):
    """Somebody else changed the activity after the form was opened."""

    def __init__(self, name: str) -> None:
        text = _("Somebody else changed {name} meanwhile. Close the form and look again.")
        super().__init__(text.format(name=name))
