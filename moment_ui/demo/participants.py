"""Engineers and contractors who take part in the demo's projects."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.demo.dice import dice
from moment_ui.demo.projects import DemoProject
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.project import ProjectParticipant

PARTS = (
    "Rådgivende ingeniør bygg",
    "Rådgivende ingeniør elektro",
    "Landskapsarkitekt",
    "Totalentreprenør",
    "Brannrådgiver",
    "Uavhengig kontroll",
)
SHARE = 0.3


def add_participants(work: Work, slug: str, projects: list[DemoProject]) -> None:
    """Let one to three participants into about a third of the customers' projects."""
    chance = dice(slug, "participants")
    query = select(Customer.id).where(
        col(Customer.is_participant).is_(True), col(Customer.status) == CustomerStatus.ACTIVE
    )
    companies = sorted(key for key in work.session.exec(query) if key is not None)
    rows = [
        {"project_id": project.id, "customer_id": company, "role": part, "created_at": clock.now()}
        for project in projects
        if project.customer and chance.random() < SHARE
        for company, part in zip(
            chance.sample([key for key in companies if key != project.customer.id], 3),
            chance.sample(PARTS, chance.randint(1, 3)),
            strict=False,
        )
    ]
    work.insert_rows(ProjectParticipant, rows)
