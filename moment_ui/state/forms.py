"""Forms do not follow the reader: what was opened on one page is not filled in on another."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.state.accounts import AccountState
from moment_ui.state.base import AppState
from moment_ui.state.customer_checks import CustomerChecksState
from moment_ui.state.customer_contacts import ContactState, KnownContactState
from moment_ui.state.customer_file import CustomerFileState
from moment_ui.state.customer_notes import NoteState
from moment_ui.state.customer_tags import CustomerTagsState
from moment_ui.state.edit_contact import AddressState, ContactTagsState, EditPersonState
from moment_ui.state.edit_customer import EditCustomerState
from moment_ui.state.edit_field import EditFieldState
from moment_ui.state.export_status import ExportStatusState
from moment_ui.state.mailing_forms import AddToListState, EditListState
from moment_ui.state.mailing_lists import NewListState
from moment_ui.state.new_contact import NewContactState
from moment_ui.state.new_customer import NewCustomerState
from moment_ui.state.new_invoice import NewInvoiceState
from moment_ui.state.new_offer import NewOfferState
from moment_ui.state.new_project import NewProjectState
from moment_ui.state.offer_forms import (
    DecideOfferState,
    ExtendOfferState,
    OfferProjectState,
    OfferTagsState,
)
from moment_ui.state.project_contacts import KnownProjectContactState, ProjectContactState
from moment_ui.state.project_participants import ParticipantState
from moment_ui.state.project_tags import ProjectTagsState
from moment_ui.state.rate_forms import PeriodState, PriceListState, RateRowState, RenameListState
from moment_ui.state.send_offer import SendOfferState
from moment_ui.state.tag_forms import MergeTagState, TagGroupState, TagState

FORMS = (
    ProjectContactState,
    KnownProjectContactState,
    NewContactState,
    NewListState,
    EditListState,
    AddToListState,
    EditPersonState,
    AddressState,
    ContactTagsState,
    NewCustomerState,
    EditCustomerState,
    EditFieldState,
    CustomerChecksState,
    ContactState,
    KnownContactState,
    CustomerTagsState,
    CustomerFileState,
    TagGroupState,
    TagState,
    MergeTagState,
    NoteState,
    NewProjectState,
    NewInvoiceState,
    NewOfferState,
    OfferTagsState,
    ExtendOfferState,
    DecideOfferState,
    OfferProjectState,
    SendOfferState,
    ExportStatusState,
    AccountState,
    PriceListState,
    RenameListState,
    PeriodState,
    RateRowState,
    ProjectTagsState,
    ParticipantState,
)


async def close_forms(root: rx.State) -> None:
    """Close every form of a tab: its page is loaded anew, and what was typed there is gone."""
    for form in FORMS:
        state = await root.get_state(form)
        if state.opened:
            state._shut()  # noqa: SLF001 - not for browsers


class FormsState(AppState, rx.State):
    """All dialogs with a form."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_OWN_SETTINGS})

    @rx.event
    async def leave_behind(self) -> None:
        """Close the forms that were opened at another address; when a page is opened."""
        for form in FORMS:
            (await self.get_state(form))._leave_behind()  # noqa: SLF001 - not for browsers
