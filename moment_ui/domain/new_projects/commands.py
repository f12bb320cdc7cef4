"""Starting a project from nothing, with its first price model."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.price_models.commands import create_model
from moment_ui.domain.price_models.rules import ModelDraft
from moment_ui.domain.projects.commands import create_project
from moment_ui.domain.projects.rules import ProjectDraft
from moment_ui.models.price_model import PriceModelKind

NOTHING_CONFIRMED: frozenset[str] = frozenset()
MODEL_NAMES = {
    PriceModelKind.HOURLY: _("Hourly"),
    PriceModelKind.FIXED_PRICE: _("Fixed price"),
    PriceModelKind.SUBSCRIPTION: _("Subscription"),
    PriceModelKind.NON_BILLABLE: _("Non-billable"),
}


@needs(Permission.EDIT_PROJECTS)
def start_project(
    work: Work,
    customer_id: int,
    draft: ProjectDraft,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Create a project, with its first price model when the draft names a kind; returns its id.

    A subscription starts with the project, else today. Raises what `create_project` does, and
    NotPermitted for a price model that the actor may not make: then there is no project either.
    """
    project_id = create_project(work, customer_id, draft, confirmed=confirmed)
    if draft.price_model is not None:
        runs = draft.price_model is PriceModelKind.SUBSCRIPTION
        starts_on = (draft.start_on or work.today()) if runs else None
        name = MODEL_NAMES[draft.price_model]
        create_model(work, project_id, ModelDraft(draft.price_model, name, starts_on=starts_on))
    return project_id
