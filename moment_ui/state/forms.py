"""Forms do not follow the reader: what was opened on one page is not filled in on another."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.state.base import AppState
from moment_ui.state.billing.due_payment import DuePaymentState
from moment_ui.state.billing.new_drafts import NewDraftsState
from moment_ui.state.claims.categories import CategoryState
from moment_ui.state.claims.claim_forms import ClaimLineState, ClaimState, RejectClaimState
from moment_ui.state.contacts.edit_contact import AddressState, ContactTagsState, EditPersonState
from moment_ui.state.contacts.mailing_forms import AddToListState, EditListState
from moment_ui.state.contacts.mailing_lists import NewListState
from moment_ui.state.contacts.new_contact import NewContactState
from moment_ui.state.contacts.project_contacts import KnownProjectContactState, ProjectContactState
from moment_ui.state.contacts.project_participants import ParticipantState
from moment_ui.state.customers.customer_checks import CustomerChecksState
from moment_ui.state.customers.customer_contacts import ContactState, KnownContactState
from moment_ui.state.customers.customer_notes import NoteState
from moment_ui.state.customers.customer_tags import CustomerTagsState
from moment_ui.state.customers.edit_customer import EditCustomerState
from moment_ui.state.customers.edit_field import EditFieldState
from moment_ui.state.customers.new_customer import NewCustomerState
from moment_ui.state.file_form import CustomerFileState, ProjectFileState
from moment_ui.state.hours.control import SignOffState
from moment_ui.state.hours.report import MoveHoursState
from moment_ui.state.hours.setup import HoursPersonState
from moment_ui.state.hours.status import LockState
from moment_ui.state.invoices.credit_forms import CreditState, ReturnDraftState
from moment_ui.state.invoices.export_status import ExportStatusState
from moment_ui.state.invoices.new_invoice import NewInvoiceState
from moment_ui.state.invoices.one_export_status import OneExportStatusState
from moment_ui.state.invoices.refresh_lines import RefreshLinesState
from moment_ui.state.invoices.send_invoice import SendInvoiceState
from moment_ui.state.ledger.reminders import HoldRemindersState
from moment_ui.state.ledger.statement import SendStatementState
from moment_ui.state.offers.new_offer import NewOfferState
from moment_ui.state.offers.offer_forms import (
    DecideOfferState,
    ExtendOfferState,
    OfferProjectState,
    OfferTagsState,
)
from moment_ui.state.offers.send_offer import SendOfferState
from moment_ui.state.partners.forms import AttachState as AttachPartnerState
from moment_ui.state.partners.forms import GroupNameState, InheritState
from moment_ui.state.payments.bank_entry import AttachState, SetAsideState
from moment_ui.state.payments.find_payable import FindPayableState
from moment_ui.state.payments.new_payment import NewPaymentState
from moment_ui.state.projects.expense_forms import ExpenseState, ProductState
from moment_ui.state.projects.hours_approval import CorrectHoursState, RefuseHoursState
from moment_ui.state.projects.new_project import NewProjectState
from moment_ui.state.projects.price_model_forms import (
    PlannedPaymentState,
    PriceModelState,
    SubscriptionProductState,
)
from moment_ui.state.projects.price_model_shares import PriceModelSharesState
from moment_ui.state.projects.project_activities import ActivityState
from moment_ui.state.projects.project_customer import ProjectCustomerState
from moment_ui.state.projects.project_editing import EditProjectState, ProjectStatusState
from moment_ui.state.projects.project_milestones import MilestoneState
from moment_ui.state.projects.project_notes import ProjectNoteState
from moment_ui.state.projects.project_tags import ProjectTagsState
from moment_ui.state.projects.project_team import TeamState
from moment_ui.state.projects.summary_records import SummaryRecordState
from moment_ui.state.resources.invite import InviteState
from moment_ui.state.setup.accounts import AccountState
from moment_ui.state.setup.company_setup import CompanySetupState
from moment_ui.state.setup.hours_kinds import HoursKindState
from moment_ui.state.setup.payment_setup import PaymentSetupState
from moment_ui.state.setup.rate_forms import (
    PeriodState,
    PriceListState,
    RateRowState,
    RenameListState,
)
from moment_ui.state.setup.reminder_setup import ReminderClockState, ReminderLevelState
from moment_ui.state.setup.tag_forms import MergeTagState, TagGroupState, TagState
from moment_ui.state.setup.vat_codes import VatCodeState
from moment_ui.state.tasks.task_forms import TaskColumnsState, TaskState

FORMS = (
    CompanySetupState,
    NewDraftsState,
    ProjectContactState,
    ProjectCustomerState,
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
    ProjectFileState,
    TagGroupState,
    TagState,
    MergeTagState,
    NoteState,
    NewProjectState,
    NewInvoiceState,
    NewOfferState,
    FindPayableState,
    NewPaymentState,
    CreditState,
    ReturnDraftState,
    HoldRemindersState,
    ReminderClockState,
    ReminderLevelState,
    OfferTagsState,
    ExtendOfferState,
    DecideOfferState,
    OfferProjectState,
    SendOfferState,
    SendInvoiceState,
    SendStatementState,
    ExportStatusState,
    OneExportStatusState,
    AccountState,
    VatCodeState,
    HoursKindState,
    PaymentSetupState,
    AttachState,
    SetAsideState,
    PriceListState,
    RenameListState,
    PeriodState,
    RateRowState,
    ProjectTagsState,
    ParticipantState,
    TeamState,
    ActivityState,
    CorrectHoursState,
    RefuseHoursState,
    PriceModelState,
    PlannedPaymentState,
    SubscriptionProductState,
    SummaryRecordState,
    PriceModelSharesState,
    DuePaymentState,
    RefreshLinesState,
    ExpenseState,
    ProductState,
    EditProjectState,
    ProjectStatusState,
    MilestoneState,
    ProjectNoteState,
    TaskState,
    TaskColumnsState,
    AttachPartnerState,
    GroupNameState,
    InheritState,
    ClaimState,
    ClaimLineState,
    RejectClaimState,
    CategoryState,
    MoveHoursState,
    HoursPersonState,
    LockState,
    SignOffState,
    InviteState,
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
