"""The demo's log-ins: public on purpose, shown on the log-in page while demo mode is on."""

from dataclasses import dataclass

from moment_ui.models.access import RoleKey

PASSWORD = "moment-demo"  # noqa: S105 - made public by the log-in page and the README


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """Somebody to log in as. `places` maps a company's slug to the role there."""

    name: str
    email: str
    says: str
    places: tuple[tuple[str, RoleKey], ...]
    password: str = PASSWORD

    @property
    def role(self) -> RoleKey:
        """The role in the first company."""
        return self.places[0][1]


LOGINS = (
    DemoLogin(
        "Ingrid Haugland",
        "ingrid.haugland@lysgard.example",
        "Administrator in all three companies",
        (
            ("lysgard", RoleKey.ADMINISTRATOR),
            ("vardal", RoleKey.ADMINISTRATOR),
            ("landskap", RoleKey.ADMINISTRATOR),
        ),
    ),
    DemoLogin(
        "Trond Aasen",
        "trond.aasen@lysgard.example",
        "Economy: invoices, payments and imports",
        (("lysgard", RoleKey.ECONOMY), ("vardal", RoleKey.ECONOMY)),
    ),
    DemoLogin(
        "Marte Solberg",
        "marte.solberg@lysgard.example",
        "Project leader, and co-worker in the landscape company",
        (("lysgard", RoleKey.PROJECT_LEADER), ("landskap", RoleKey.CO_WORKER)),
    ),
    DemoLogin(
        "Sunniva Lie",
        "sunniva.lie@lysgard.example",
        "Co-worker: own hours and projects",
        (("lysgard", RoleKey.CO_WORKER),),
    ),
    DemoLogin(
        "Nora Aas",
        "nora.aas@vardal.example",
        "External here, project leader at the engineers",
        (("lysgard", RoleKey.EXTERNAL), ("vardal", RoleKey.PROJECT_LEADER)),
    ),
    DemoLogin(
        "Eva Tangen",
        "eva.tangen@landskap.example",
        "Project leader in the landscape company, external here",
        (("landskap", RoleKey.PROJECT_LEADER), ("lysgard", RoleKey.EXTERNAL)),
    ),
)
