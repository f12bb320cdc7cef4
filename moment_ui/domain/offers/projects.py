"""An accepted offer becomes a project: once, with a price model whose lines invoices can be made of."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.offers.errors import ProjectInUse, WrongState
from moment_ui.domain.offers.rows import Content, content_of, customer_of, find_offer, label, touch
from moment_ui.domain.offers.rules import STATE_WORDS, ShownState
from moment_ui.domain.projects.commands import create_project
from moment_ui.domain.projects.rules import ProjectDraft
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine
from moment_ui.models.offer import Billing, Offer, OfferActivity, OfferLine, OfferState
from moment_ui.models.price_model import PriceKind, PriceModel, PriceModelKind, PriceModelLine
from moment_ui.models.project import Activity, Project, ProjectMember

NOTHING_CONFIRMED: frozenset[str] = frozenset()
NAME = 200


@needs(Permission.VIEW_OFFERS)
def proposed_project(work: Work, offer_id: int) -> ProjectDraft:
    """The project an offer would become. Raises NotFound."""
    offer = find_offer(work, offer_id)
    content = content_of(work, offer_id)
    names = _activity_names(content.activities)
    return ProjectDraft(
        name=offer.name,
        leader_id=offer.author_id,
        budget_minutes=sum(line.minutes for line in content.lines) or None,
        start_on=offer.start_on,
        activity=names[0] if names else offer.name,
    )


@needs(Permission.EDIT_PROJECTS)
def create_offer_project(
    work: Work,
    offer_id: int,
    draft: ProjectDraft,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Make the project of an accepted offer; returns its id, also when it is there already.

    Each activity of the offer becomes one of the project. Raises NotFound, WrongState, and what
    `create_project` raises.
    """
    offer = find_offer(work, offer_id, lock=True)
    if offer.project_id is not None:
        return offer.project_id
    if offer.state is not OfferState.ACCEPTED:
        raise WrongState(label(offer), STATE_WORDS[ShownState(offer.state.value)])
    project_id = create_project(work, offer.customer_id, draft, confirmed=confirmed)
    project = work.session.get_one(Project, project_id)
    project.currency = offer.currency
    work.session.add(project)
    _add_price_model(work, offer, project)
    offer.project_id = project_id
    title = f"{project.number} {project.name}"
    record(work, "create_offer_project", offer, label(offer), {"project": ("", title)})
    touch(work, offer)
    return project_id


@needs(Permission.EDIT_PROJECTS)
def remove_offer_project(work: Work, offer_id: int) -> str:
    """Take the project of an offer away while nothing is written on it; returns its number and name.

    Raises NotFound, WrongState without a project, ProjectInUse.
    """
    offer = find_offer(work, offer_id, lock=True)
    if offer.project_id is None:
        raise WrongState(label(offer), STATE_WORDS[ShownState(offer.state.value)])
    query = select(Project).where(Project.id == offer.project_id).with_for_update()
    project = work.session.exec(query).one()
    _check_unused(work, project)
    title = f"{project.number} {project.name}"
    offer.project_id = None
    work.session.add(offer)
    try:
        with work.session.begin_nested():
            _remove(work, project)
    except IntegrityError as error:  # a table that refers to projects and was added later
        raise ProjectInUse(project.number) from error
    record(work, "remove_offer_project", offer, label(offer), {"project": (title, "")})
    record(work, "remove_offer_project", customer_of(work, offer), changes={"project": (title, "")})
    work.emit("projects")
    touch(work, offer)
    return title


def _check_unused(work: Work, project: Project) -> None:
    for used in (
        select(TimeRecord.id).where(TimeRecord.project_id == project.key),
        select(InvoiceLine.id).where(InvoiceLine.project_id == project.key),
        select(Invoice.id).where(Invoice.project_id == project.key),
    ):
        if work.session.exec(used.limit(1)).first() is not None:
            raise ProjectInUse(project.number)


def _remove(work: Work, project: Project) -> None:
    models = select(PriceModel).where(PriceModel.project_id == project.key)
    for model in work.session.exec(models).all():
        lines = select(PriceModelLine).where(PriceModelLine.price_model_id == model.key)
        for line in work.session.exec(lines).all():
            work.session.delete(line)
        work.session.flush()
        work.session.delete(model)
    for table in (ProjectMember, Activity):
        for row in work.session.exec(
            select(table).where(col(table.project_id) == project.key)
        ).all():
            work.session.delete(row)
    work.session.flush()
    work.session.delete(project)
    work.session.flush()


def _add_price_model(work: Work, offer: Offer, project: Project) -> None:
    content = content_of(work, offer.key)
    activities = _project_activities(work, project, content.activities)
    model = PriceModel(
        project_id=project.key,
        offer_id=offer.key,
        kind=PriceModelKind.OFFER,
        name=_("Offer {number}").format(number=label(offer)),
        currency=offer.currency,
        net=offer.net,
        created_at=clock.now(),
    )
    work.session.add(model)
    work.session.flush()
    for position, line in enumerate(_lines(content, activities)):
        line.price_model_id, line.position = model.key, position
        work.session.add(line)
    work.session.flush()


def _lines(content: Content, activities: dict[int, int]) -> list[PriceModelLine]:
    lines: list[PriceModelLine] = []
    for activity in content.activities:
        own = content.of(activity)
        if activity.billing == Billing.FIXED_PRICE:
            minutes = sum(line.minutes for line in own)
            lines.append(_fixed(activity, activities[activity.key], minutes))
        else:
            lines += [_hours(line, activities[activity.key], activity.name) for line in own]
    return lines + [_product(line) for line in content.of(None)]


def _fixed(activity: OfferActivity, activity_id: int, minutes: int) -> PriceModelLine:
    return PriceModelLine(
        price_model_id=0,
        activity_id=activity_id,
        kind=PriceKind.FIXED_PRICE,
        text=activity.name,
        minutes=minutes,
        price=activity.price,
        discount_percent=activity.discount_percent,
        vat_percent=activity.vat_percent,
        net=activity.net,
    )


def _hours(line: OfferLine, activity_id: int, name: str) -> PriceModelLine:
    row = _product(line)
    row.kind, row.activity_id, row.text = PriceKind.HOURS, activity_id, line.text or name
    return row


def _product(line: OfferLine) -> PriceModelLine:
    return PriceModelLine(
        price_model_id=0,
        kind=PriceKind.PRODUCT,
        text=line.text,
        minutes=line.minutes,
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        discount_percent=line.discount_percent,
        vat_percent=line.vat_percent,
        net=line.net,
    )


def _project_activities(
    work: Work, project: Project, activities: Sequence[OfferActivity]
) -> dict[int, int]:
    """The project's activities by the offer's; the first stands already, by whatever name it got."""
    query = select(Activity).where(Activity.project_id == project.key)
    first = work.session.exec(query.order_by(col(Activity.id))).first()
    ids: dict[int, int] = {}
    taken = {first.name} if first else set[str]()
    for place, (activity, name) in enumerate(
        zip(activities, _activity_names(activities), strict=True)
    ):
        if place == 0 and first is not None:
            ids[activity.key] = first.key
            continue
        row = Activity(project_id=project.key, name=_unlike(name, taken), position=place)
        taken.add(row.name)
        work.session.add(row)
        work.session.flush()
        ids[activity.key] = row.key
    return ids


def _activity_names(activities: Sequence[OfferActivity]) -> list[str]:
    taken: set[str] = set()
    names: list[str] = []
    for place, activity in enumerate(activities, start=1):
        name = _unlike(activity.name or _("Activity {place}").format(place=place), taken)
        taken.add(name)
        names.append(name)
    return names


def _unlike(name: str, taken: set[str]) -> str:
    """The name, with a number behind it when it is taken: a project has no two of one name."""
    wanted, number = name[:NAME], 2
    while wanted in taken:
        tail = f" {number}"
        wanted, number = name[: NAME - len(tail)] + tail, number + 1
    return wanted
