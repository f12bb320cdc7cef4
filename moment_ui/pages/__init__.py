"""One module per route; layout only. ROUTES lists them all, by hand."""

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.pages.claims.claim_routes import CLAIM_ROUTES
from moment_ui.pages.customers.customer_routes import CUSTOMER_ROUTES
from moment_ui.pages.finance_routes import FINANCE_ROUTES
from moment_ui.pages.home import home
from moment_ui.pages.hours.control_routes import HOURS_CONTROL_ROUTES
from moment_ui.pages.hours.hours_routes import HOURS_ROUTES
from moment_ui.pages.login import login
from moment_ui.pages.offers.offer import offer
from moment_ui.pages.offers.offers import offers
from moment_ui.pages.projects.hours_approval import hours_approval
from moment_ui.pages.projects.project import project
from moment_ui.pages.projects.project_expenses import project_expenses
from moment_ui.pages.projects.project_files import project_files
from moment_ui.pages.projects.project_options import project_options
from moment_ui.pages.projects.project_price_models import project_price_models
from moment_ui.pages.projects.projects import projects
from moment_ui.pages.resources.co_workers import co_workers
from moment_ui.pages.route import Route
from moment_ui.pages.setup.setup_routes import SETUP_ROUTES
from moment_ui.pages.tasks.task_routes import TASK_ROUTES
from moment_ui.pages.timesheet.timesheet_routes import TIMESHEET_ROUTES
from moment_ui.state.files import ProjectFilesState
from moment_ui.state.offers.offer import OfferPageState
from moment_ui.state.offers.offers import OffersState
from moment_ui.state.options.invoicing_options import ProjectOptionsState
from moment_ui.state.projects.hours_approval import HoursApprovalState
from moment_ui.state.projects.model_rates import ModelRatesState
from moment_ui.state.projects.price_models import PriceModelsState
from moment_ui.state.projects.project_expenses import ProjectExpensesState
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.projects.projects import ProjectsState
from moment_ui.state.resources.co_workers import CoWorkersState

ROUTES: tuple[Route, ...] = (
    Route("/", home, _("Moment")),
    Route("/login", login, _("Log in · Moment UI"), public=True),
    *CUSTOMER_ROUTES,
    Route(
        "/[company]/offers",
        offers,
        _("Offers"),
        on_load=(OffersState.load, OffersState.watch),
        permission=Permission.VIEW_OFFERS,
    ),
    Route(
        "/[company]/offers/[offer_id]",
        offer,
        _("Offer"),
        on_load=(OfferPageState.load, OfferPageState.watch),
        permission=Permission.VIEW_OFFERS,
    ),
    Route(
        "/[company]/projects",
        projects,
        _("Projects"),
        on_load=(ProjectsState.load, ProjectsState.watch),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/projects/hours-approval",
        hours_approval,
        _("Hours approval"),
        on_load=(HoursApprovalState.load, HoursApprovalState.watch),
        permission=Permission.APPROVE_HOURS,
    ),
    Route(
        "/[company]/projects/[project_id]",
        project,
        _("Project"),
        on_load=(ProjectPageState.load, ProjectPageState.watch),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/projects/[project_id]/price-models",
        project_price_models,
        _("Project, price models"),
        on_load=(
            ProjectPageState.load,
            PriceModelsState.load,
            ModelRatesState.begin,
            ProjectPageState.watch,
            PriceModelsState.watch,
            ModelRatesState.watch,
        ),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/projects/[project_id]/invoicing-options",
        project_options,
        _("Project, invoicing options"),
        on_load=(
            ProjectPageState.load,
            ProjectOptionsState.load,
            ProjectPageState.watch,
            ProjectOptionsState.watch,
        ),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/projects/[project_id]/expenses",
        project_expenses,
        _("Project, expenses and products"),
        on_load=(
            ProjectPageState.load,
            ProjectExpensesState.load,
            ProjectPageState.watch,
            ProjectExpensesState.watch,
        ),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/projects/[project_id]/files",
        project_files,
        _("Project, files"),
        on_load=(
            ProjectPageState.load,
            ProjectFilesState.load,
            ProjectPageState.watch,
            ProjectFilesState.watch,
        ),
        permission=Permission.VIEW_PROJECTS,
    ),
    Route(
        "/[company]/resources/co-workers",
        co_workers,
        _("Co-workers"),
        on_load=(CoWorkersState.load, CoWorkersState.watch),
        permission=Permission.VIEW_PROJECTS,
    ),
    *HOURS_ROUTES,
    *HOURS_CONTROL_ROUTES,
    *TASK_ROUTES,
    *CLAIM_ROUTES,
    *TIMESHEET_ROUTES,
    *FINANCE_ROUTES,
    *SETUP_ROUTES,
)
