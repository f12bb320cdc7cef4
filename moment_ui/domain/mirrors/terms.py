"""What the end customer pays of a cloned expense, and in which money a project counts."""

from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.money import round_money
from moment_ui.db.work import Work
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.price_model import PriceModel
from moment_ui.models.project import Activity, Project

HUNDRED = Decimal(100)


def terms_of(
    main: Work, project_id: int, activity_id: int | None, cost: Decimal
) -> tuple[Decimal, bool]:
    """The price of an expense and whether it is within the total price, as the main price model says."""
    model = _model(main, project_id, activity_id)
    if model is None:
        return cost, False
    price = cost * (HUNDRED + model.surcharge_percent) / HUNDRED
    return round_money(price, currency_of(main, project_id)), model.extras_included


def currency_of(work: Work, project_id: int) -> str:
    """The project's currency: its own, else the customer's, else the company's."""
    query = (
        select(Project.currency, Customer.currency)
        .join(Customer, col(Customer.id) == col(Project.customer_id), isouter=True)
        .where(Project.id == project_id)
    )
    own, customers = work.session.exec(query).first() or ("", "")
    company = select(Company.currency).where(Company.id == work.company_id)
    return own or customers or work.session.exec(company).one()


def _model(main: Work, project_id: int, activity_id: int | None) -> PriceModel | None:
    """The activity's own price model, else the project's first in use."""
    query = select(PriceModel).where(PriceModel.project_id == project_id)
    chosen = select(col(Activity.price_model_id)).where(Activity.id == activity_id)
    own = main.session.exec(chosen).first()
    if own is not None:
        return main.session.exec(query.where(PriceModel.id == own)).first()
    in_use = query.where(col(PriceModel.active).is_(True))
    return main.session.exec(in_use.order_by(col(PriceModel.position), col(PriceModel.id))).first()
