"""The secondary project in a partner company: made at once, for whoever works there.

Called by the commands of the main project, which declare the permission and hold its row.
"""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.db.group_scope import acting_for
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import record
from moment_ui.domain.numbering.series import take_number
from moment_ui.domain.sharing.errors import CannotShare
from moment_ui.domain.sharing.readiness import (
    company_name,
    customer_for,
    missing,
    shares_rates,
)
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.partner import ProjectShare
from moment_ui.models.price_model import PriceModel, PriceModelKind, RateBase
from moment_ui.models.project import CoWorker, Project


def share_with_home(work: Work, project: Project, person: CoWorker) -> None:
    """See to it that an external's home company has a secondary project of this one; once.

    Co-workers without a home company change nothing. Raises CannotShare, which says what is missing.
    """
    company_id = person.home_company_id
    if company_id is None:
        return
    query = select(ProjectShare).where(
        ProjectShare.project_id == project.key, ProjectShare.partner_company_id == company_id
    )
    share = work.session.exec(query).first()
    if share is not None and share.removed_at is None:
        return
    if sentences := missing(work, company_id):
        raise CannotShare(person.name, company_name(work, company_id), sentences)
    if share is None:
        _share(work, project, company_id)
    else:
        _link_again(work, project, share)


def _share(work: Work, project: Project, company_id: int) -> None:
    rates = shares_rates(work)
    with acting_for(work, company_id) as home:
        query = select(Project).where(
            Project.main_company_id == work.company_id, Project.main_project_id == project.key
        )
        secondary = home.session.exec(query).first() or _made(work, home, project, rates=rates)
        number, key = secondary.number, secondary.key
    share = ProjectShare(
        project_id=project.key,
        partner_company_id=company_id,
        secondary_project_id=key,
        secondary_number=number,
        created_at=clock.now(),
    )
    work.session.add(share)
    work.session.flush()


def _link_again(work: Work, project: Project, share: ProjectShare) -> None:
    """The project of before follows once more, also when the companies had parted meanwhile."""
    with acting_for(work, share.partner_company_id) as home:
        query = select(Project).where(Project.id == share.secondary_project_id)
        secondary = home.session.exec(query.with_for_update(key_share=True)).one()
        secondary.main_company_id, secondary.main_project_id = work.company_id, project.key


def _made(work: Work, home: Work, project: Project, *, rates: bool) -> Project:
    """The secondary project, without what `following` brings; its number is the home company's own."""
    query = select(Customer).where(Customer.id == customer_for(home, work.company_id))
    customer = home.session.exec(query.with_for_update(key_share=True)).one()
    secondary = Project(
        number=str(take_number(home, SeriesKind.PROJECT)),
        name=project.name,
        customer_id=customer.key,
        leader_id=_leader_at_home(work, home, project),
        main_company_id=work.company_id,
        main_project_id=project.key,
        main_number=project.number,
        created_at=clock.now(),
    )
    secondary.search = search_text(secondary.name, secondary.number, customer.name)
    home.session.add(secondary)
    home.session.flush()
    home.session.add(_price_model(home, secondary, customer, rates=rates))
    home.session.flush()
    title = f"{secondary.number} {secondary.name}"
    main = f"{company_name(home, work.company_id)}, {project.number}"
    record(home, "create_secondary_project", secondary, title, {"main_project": ("", main)})
    record(home, "create_secondary_project", customer, changes={"project": ("", title)})
    home.emit("price-models")
    return secondary


def _leader_at_home(work: Work, home: Work, project: Project) -> int | None:
    """The main project's leader, if that is somebody of the home company; else it chooses its own."""
    query = select(CoWorker.home_co_worker_id).where(
        CoWorker.id == project.leader_id, CoWorker.home_company_id == home.company_id
    )
    return work.session.exec(query).first()


def _price_model(home: Work, secondary: Project, customer: Customer, *, rates: bool) -> PriceModel:
    """By the hour: at the main project's rates when they are shared, else by the price lists."""
    currency = customer.currency or home.session.get_one(Company, home.company_id).currency
    base = RateBase.MAIN_PROJECT if rates else RateBase.PRICE_LIST
    return PriceModel(
        project_id=secondary.key,
        kind=PriceModelKind.HOURLY,
        name=_("Hourly"),
        currency=currency,
        rate_base=base,
        created_at=clock.now(),
    )


def shares_of(work: Work, project_id: int) -> list[ProjectShare]:
    """A main project's shares, by company."""
    query = (
        select(ProjectShare)
        .where(ProjectShare.project_id == project_id)
        .order_by(col(ProjectShare.partner_company_id))
    )
    return list(work.session.exec(query))
