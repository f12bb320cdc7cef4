"""Where an external's hours belong: on the secondary project of the home company, not on the main one."""

from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.models.company import Company
from moment_ui.models.partner import ProjectShare
from moment_ui.models.project import CoWorker


@dataclass(frozen=True, slots=True)
class Home:
    """The secondary project on which somebody writes hours: the company, its code, and the project."""

    company: str
    slug: str
    project_id: int
    number: str

    @property
    def sentence(self) -> str:
        """Why hours are not written here, and where they are."""
        return _(
            "These hours are written in {company}, on {number}: from there they come here by themselves."
        ).format(company=self.company, number=self.number)


def homes_of_hours(work: Work) -> dict[tuple[int, int], Home]:
    """Where hours belong that would wrongly be written here, by co-worker and main project."""
    query = (
        select(CoWorker.id, ProjectShare, Company.name, Company.slug)
        .join(ProjectShare, col(ProjectShare.partner_company_id) == col(CoWorker.home_company_id))
        .join(Company, col(Company.id) == col(ProjectShare.partner_company_id))
        .where(col(ProjectShare.removed_at).is_(None))
    )
    return {
        (key or 0, share.project_id): Home(
            name, slug, share.secondary_project_id, share.secondary_number
        )
        for key, share, name, slug in work.session.exec(query)
    }
