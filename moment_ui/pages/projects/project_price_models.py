"""A project's Price models tab: how it is billed, and what is missing for that."""

import reflex as rx

from moment_ui.components.projects.price_model_dialogs import price_model_dialogs
from moment_ui.components.projects.price_models import gaps, model_cards, new_model_menu
from moment_ui.components.projects.project_frame import project_frame
from moment_ui.components.projects.project_tabs import PRICE_MODELS
from moment_ui.components.projects.summary_records import summary_card, summary_dialog
from moment_ui.components.setup.rates_table import rate_dialogs
from moment_ui.components.shell import not_for_you
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.projects.price_models import PriceModelsState as Models
from moment_ui.state.projects.project_page import ProjectPageState as Project


def project_price_models() -> rx.Component:
    """What is missing first, then a card per model, in their order."""
    refused = (Project.phase == "ready") & ~Project.view.may_see_rates
    return project_frame(
        rx.cond(refused, not_for_you()),
        rx.cond(
            Models.phase == "failed",
            failed(_("The price models cannot be shown"), Models.problem, retry=Models.load),
        ),
        rx.cond(
            Models.phase == "ready",
            rx.el.div(
                rx.el.div(
                    rx.el.p(
                        _(
                            "An activity is billed by the model it chooses, else by the first in use."
                        ),
                        class_name="quiet",
                    ),
                    rx.cond(Models.view.may_edit, rx.el.span(new_model_menu(), class_name="push")),
                    class_name="row wrap",
                ),
                gaps(),
                model_cards(),
                summary_card(),
                class_name="content stack",
            ),
        ),
        price_model_dialogs(),
        rate_dialogs(),
        summary_dialog(),
        tab=PRICE_MODELS,
    )
