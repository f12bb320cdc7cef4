"""Credit notes: of an invoice, wholly and in parts, with its project moved, and free ones."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import select

from moment_ui.core.errors import NeedsConfirmation, NotFound, NotPermitted
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits import commands as crediting
from moment_ui.domain.credits.errors import CannotCredit, NotThatInvoice
from moment_ui.domain.credits.queries import drafts_left_behind
from moment_ui.domain.drafts import arranging, commands, editing
from moment_ui.domain.drafts.removing import remove_draft, restore_draft
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.finalising.checking import checked_drafts
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.domain.finalising.errors import CannotFinalise
from moment_ui.domain.invoices.balances import balance_of
from moment_ui.domain.invoices.crediting import Left
from moment_ui.domain.invoices.drafting import NewLine
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.payments.commands import PaymentDraft, post_payment, take_back, write_off
from moment_ui.models.customer import Customer
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import ExportStatus, Invoice, InvoiceKind, InvoiceState, LineKind
from moment_ui.models.invoicing import BookkeepingAccount, InvoiceOption
from moment_ui.models.payment import Payment, PaymentKind, WriteOffReason
from moment_ui.models.project import Activity, Project
from tests import factories
from tests.domain.test_finalising import seen

VAT = {"vat_percent": Decimal(25), "vat_code": "3"}


@pytest.fixture
def invoice(work, world) -> Invoice:
    """A finalised invoice of 10 hours at 1 000 and a fixed price of 333,33, with its hours."""
    key = commands.create_draft(work, world.nord.customers[10001], world.nord.projects["P-100"])
    ids = commands.add_draft_lines(
        work,
        key,
        [
            NewLine(text="Timer", quantity=Decimal(10), unit_price=Decimal(1000), unit="t", **VAT),
            NewLine(
                text="Terrengmodell", unit_price=Decimal("333.33"), kind=LineKind.FIXED_PRICE, **VAT
            ),
        ],
    )
    hours = work.session.exec(
        select(TimeRecord).where(TimeRecord.project_id == world.nord.projects["P-100"])
    ).one()
    hours.invoice_line_id = ids[0]
    row = work.session.get_one(Invoice, key)
    finalise_draft(work, seen(row))
    return row


def note_of(work, invoice, *, gives_back=False) -> Invoice:
    key = crediting.credit_invoice(
        work, invoice.key, gives_back=gives_back, confirmed=frozenset({"another"})
    )
    return work.session.get_one(Invoice, key)


def hours_of(work, invoice) -> TimeRecord:
    query = select(TimeRecord).where(TimeRecord.project_id == invoice.project_id)
    return work.session.exec(query).one()


def test_a_credit_note_has_the_same_lines_with_negative_amounts_and_settles_its_invoice(
    work, invoice
):
    note = note_of(work, invoice)
    assert [(line.text, line.quantity, line.net) for line in lines_of(work, note.key)] == [
        ("Timer", -10, -10_000),
        ("Terrengmodell", -1, Decimal("-333.33")),
    ]
    assert (note.kind, note.number, note.gross) == (InvoiceKind.CREDIT_NOTE, None, -invoice.gross)
    finalise_draft(work, seen(note))
    work.session.refresh(invoice)
    assert (invoice.state, invoice.outstanding) == (InvoiceState.CREDITED, 0)
    assert (note.number, note.outstanding, note.credit_of_id) == (5007, 0, invoice.key)
    kinds = {(row.invoice_id, row.kind, row.amount) for row in work.session.exec(select(Payment))}
    assert {
        (invoice.key, PaymentKind.CREDIT, invoice.gross),
        (note.key, PaymentKind.CREDIT, note.gross),
    } <= kinds
    with pytest.raises(CannotCredit):
        crediting.credit_invoice(work, invoice.key, gives_back=False)


def test_an_invoice_that_owes_the_customer_is_met_by_a_new_one_and_payments(work, world):
    """Drafts could come to less than nought once: a credit note of one would be owed by the customer."""
    fjord, day = world.nord.customers[10001], work.today()
    owes = factories.invoice(work, fjord, 5100, "-1000", day, kind=InvoiceKind.INVOICE)
    with pytest.raises(CannotCredit, match="Make a new invoice of the same amount"):
        crediting.credit_invoice(work, owes.key, gives_back=False)
    for row in (owes, factories.invoice(work, fjord, 5101, Decimal(1000), day)):
        post_payment(work, row.key, PaymentDraft(day, row.gross, description="5100 / 5101"))
        work.session.refresh(row)
        assert row.outstanding == 0


@pytest.mark.parametrize(
    ("gives_back", "status"), [(True, HoursStatus.APPROVED), (False, HoursStatus.INVOICED)]
)
def test_hours_stay_invoiced_or_go_back(work, invoice, gives_back, status):
    note = note_of(work, invoice, gives_back=gives_back)
    finalise_draft(work, seen(note))
    hours = hours_of(work, invoice)
    assert (hours.status, hours.invoice_line_id is None) == (status, gives_back)


def test_a_part_is_credited_then_the_rest_to_the_last_ore_and_no_more(work, invoice):
    note = note_of(work, invoice, gives_back=True)
    first, second = lines_of(work, note.key)
    editing.set_line(work, seen(note), first.key, "quantity", "-3,3333")
    arranging.remove_line(work, seen(note), second.key)
    finalise_draft(work, seen(note))
    work.session.refresh(invoice)
    assert (note.gross, invoice.outstanding) == (Decimal("-4166.63"), Decimal("8750.03"))
    assert invoice.state is InvoiceState.FINALISED
    assert hours_of(work, invoice).status is HoursStatus.INVOICED  # only what is credited wholly
    rest = note_of(work, invoice, gives_back=True)
    assert [(line.net, line.kind) for line in lines_of(work, rest.key)] == [
        (Decimal("-6666.7"), LineKind.HOURS),
        (Decimal("-333.33"), LineKind.FIXED_PRICE),
        (Decimal("0.01"), LineKind.ROUNDING),  # VAT was rounded twice
    ]
    too_much = lines_of(work, rest.key)[0]
    editing.set_line(work, seen(rest), too_much.key, "unit_price", "6666,71")
    with pytest.raises(CannotFinalise) as refused:
        finalise_draft(work, seen(rest))
    assert [problem.key for problem in refused.value.problems] == ["too-much"]
    editing.set_line(work, seen(rest), too_much.key, "unit_price", "6666,70")
    finalise_draft(work, seen(rest))
    work.session.refresh(invoice)
    assert (invoice.outstanding, invoice.state) == (0, InvoiceState.CREDITED)
    assert hours_of(work, invoice).status is HoursStatus.APPROVED


def test_hours_on_a_line_that_came_to_nought_go_back_with_the_last_other(work, world):
    key = commands.create_draft(work, world.nord.customers[10001], world.nord.projects["P-100"])
    rows = [
        NewLine(text="Terrengmodell", unit_price=Decimal(1000), kind=LineKind.FIXED_PRICE, **VAT),
        NewLine(text="Snitt", unit_price=Decimal(500), kind=LineKind.FIXED_PRICE, **VAT),
        NewLine(text="Innkjøring", quantity=Decimal(3), unit_price=Decimal(0), unit="t", **VAT),
    ]
    invoice = work.session.get_one(Invoice, key)
    (*_priced, unpriced) = commands.add_draft_lines(work, key, rows)
    invoice_hours = hours_of(work, invoice)
    invoice_hours.invoice_line_id = unpriced
    finalise_draft(work, seen(invoice))
    part = note_of(work, invoice, gives_back=True)
    arranging.remove_line(work, seen(part), lines_of(work, part.key)[1].key)
    finalise_draft(work, seen(part))
    hours = hours_of(work, invoice)
    assert (hours.status, hours.invoice_line_id) == (HoursStatus.INVOICED, unpriced)
    finalise_draft(work, seen(note_of(work, invoice, gives_back=True)))
    hours = hours_of(work, invoice)
    assert (hours.status, hours.invoice_line_id) == (HoursStatus.APPROVED, None)


def test_one_that_came_without_its_options_is_credited_with_those_that_hold(work, world, invoice):
    for row in work.session.exec(select(InvoiceOption)).all():
        if row.option != "credit_days":
            work.session.delete(row)
    project = work.session.get_one(Project, world.nord.projects["P-100"])
    project.customer_id = world.nord.customers[10002]  # moved meanwhile
    work.session.flush()
    note = note_of(work, invoice)
    assert (note.gross, note.export_status) == (-invoice.gross, ExportStatus.TO_TRANSFER)


def test_two_notes_of_one_invoice_cannot_take_it_twice(work, invoice):
    one = note_of(work, invoice)
    with pytest.raises(NeedsConfirmation):
        crediting.credit_invoice(work, invoice.key, gives_back=False)
    two = note_of(work, invoice)
    finalise_draft(work, seen(one))
    with pytest.raises(CannotFinalise) as refused:
        finalise_draft(work, seen(two))
    assert {problem.key for problem in refused.value.problems} == {"too-much"}
    remove_draft(work, two.key)


def test_lines_of_ones_own_count_towards_the_whole(work, invoice):
    note = note_of(work, invoice)
    key = arranging.add_line(work, seen(note), LineKind.PRODUCT).row_id
    editing.set_line(work, seen(note), key, "unit_price", "0,01")
    editing.set_line(work, seen(note), key, "quantity", "1")
    assert lines_of(work, note.key)[-1].quantity == -1  # on a credit note it takes back
    (checked,) = checked_drafts(work, [note.key])
    assert "too-much" in {problem.key for problem in checked.problems}


def test_what_was_paid_leaves_the_note_open(work, invoice):
    post_payment(work, invoice.key, PaymentDraft(paid_on=work.today(), amount=invoice.gross - 1000))
    note = note_of(work, invoice)
    finalise_draft(work, seen(note))
    work.session.refresh(invoice)
    assert (invoice.outstanding, invoice.state) == (0, InvoiceState.CREDITED)
    assert note.outstanding == -(invoice.gross - 1000)


def test_a_credited_invoice_stays_credited_when_payments_are_taken_back(work, invoice):
    whole = invoice.gross
    paid = post_payment(work, invoice.key, PaymentDraft(paid_on=work.today(), amount=whole))
    note = note_of(work, invoice)
    finalise_draft(work, seen(note))
    assert (invoice.outstanding, note.outstanding) == (0, -whole)
    take_back(work, paid)
    for row in (invoice, note):
        work.session.refresh(row)
    assert (invoice.outstanding, note.outstanding) == (0, 0)
    assert invoice.state is InvoiceState.CREDITED
    mistake = post_payment(work, invoice.key, PaymentDraft(paid_on=work.today(), amount=Decimal(1)))
    assert (invoice.outstanding, invoice.state) == (-1, InvoiceState.FINALISED)
    take_back(work, mistake)
    work.session.refresh(invoice)
    assert (invoice.outstanding, invoice.state) == (0, InvoiceState.CREDITED)


@pytest.mark.parametrize(("paid", "owed"), [(0, 0), (1000, -1000)])
def test_a_note_of_what_was_written_off_owes_nobody_what_was_never_paid(work, invoice, paid, owed):
    if paid:
        post_payment(work, invoice.key, PaymentDraft(work.today(), Decimal(paid)))
    kind = {"kind": PaymentKind.WRITE_OFF, "reason": WriteOffReason.BAD_DEBT}
    write_off(work, invoice.key, PaymentDraft(work.today(), invoice.outstanding, **kind))
    assert invoice.state is InvoiceState.WRITTEN_OFF
    note = note_of(work, invoice)
    finalise_draft(work, seen(note))
    work.session.refresh(invoice)
    assert (note.outstanding, invoice.outstanding) == (owed, 0)
    assert invoice.state is InvoiceState.CREDITED
    assert balance_of(work, invoice).written_off == 0


def test_a_rounded_invoice_is_credited_to_nought(work, world):
    factories.stored(work, FinanceSettings(round_to=Decimal(1)))
    key = commands.create_draft(work, world.nord.customers[10001])
    lines = [NewLine(text=text, unit_price=Decimal("33.47"), **VAT) for text in "ABC"]
    commands.add_draft_lines(work, key, lines)
    invoice = work.session.get_one(Invoice, key)
    finalise_draft(work, seen(invoice))
    assert invoice.gross == 126
    for _time in range(3):
        note = note_of(work, invoice)
        for line in [one for one in lines_of(work, note.key) if one.kind is LineKind.HOURS][1:]:
            arranging.remove_line(work, seen(note), line.key)
        finalise_draft(work, seen(note))
    work.session.refresh(invoice)
    assert (invoice.outstanding, invoice.state) == (0, InvoiceState.CREDITED)


def test_the_project_moves_to_another_customer_with_a_copy_of_the_invoice(work, world, invoice):
    berg = world.nord.customers[10002]
    moved = crediting.credit_and_move(work, invoice.key, berg)
    project = work.session.get_one(Project, invoice.project_id)
    copy, note = (work.session.get_one(Invoice, key) for key in (moved.copy_id, moved.note_id))
    assert project.customer_id == berg
    assert (copy.customer_id, copy.gross, note.customer_id, note.gross) == (
        berg,
        invoice.gross,
        invoice.customer_id,
        -invoice.gross,
    )
    with pytest.raises(CannotFinalise) as refused:
        finalise_draft(work, seen(copy))
    assert {(one.key, one.at) for one in refused.value.problems} == {("copied", invoice.key)}
    finalise_draft(work, seen(note))
    line = lines_of(work, copy.key)[0]
    hours = hours_of(work, invoice)
    assert (hours.invoice_line_id, hours.status) == (line.key, HoursStatus.APPROVED)
    finalise_draft(work, seen(copy))
    assert hours_of(work, invoice).status is HoursStatus.INVOICED
    assert copy.printed_name == "Berg Entreprenør AS"


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_copy_is_booked_as_drafts_for_the_new_customer_but_for_what_was_chosen(
    work, world, by_hand
):
    """Its deduction follows the lines; the note takes back what stands on the invoice."""
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    for number in ("3000", "3100", "3900"):
        factories.stored(work, BookkeepingAccount(number=number, name=number))
    account = {row.number: str(row.key) for row in work.session.exec(select(BookkeepingAccount))}
    save_options(work, Place(), {"account_hours": Change(None, account["3000"])})
    theirs = {"account_hours": Change(None, account["3100"])}
    theirs |= {"vat_handling": Change(None, "export")}
    save_options(work, Place(Level.CUSTOMER, berg), theirs)
    key = commands.create_draft(work, fjord, world.nord.projects["P-100"])
    hand = {"account": "3900", "vat_code": "31", "vat_percent": Decimal(15)}
    values = hand if by_hand else {"account": "3000", **VAT}
    lines = [
        NewLine(text="Timer", quantity=Decimal(10), unit_price=Decimal(1000), **values),
        NewLine(text="Andel", unit_price=Decimal(-4000), kind=LineKind.DEDUCTION, **values),
    ]
    commands.add_draft_lines(work, key, lines)
    invoice = work.session.get_one(Invoice, key)
    finalise_draft(work, seen(invoice))
    moved = crediting.credit_and_move(work, invoice.key, berg)
    found = [(one.account, one.vat_code, one.vat_percent) for one in lines_of(work, moved.copy_id)]
    assert found == [("3900", "31", 15) if by_hand else ("3100", "52", 0)] * 2
    back = {(one.account, one.vat_code) for one in lines_of(work, moved.note_id)}
    assert back == {(values["account"], values["vat_code"])}


def test_what_stays_with_the_old_customer_is_told(work, world, invoice):
    fjord, project = invoice.customer_id, invoice.project_id
    stays = commands.create_draft(work, fjord, project)
    commands.create_draft(work, fjord)
    commands.create_draft(work, world.nord.customers[10002])
    crediting.credit_invoice(work, invoice.key, gives_back=False)
    assert [one.id for one in drafts_left_behind(work, invoice.key)] == [stays]


def test_moving_locks_both_customers_at_once_and_before_the_project_as_billing_does(
    work, world, invoice
):
    locked: list[type] = []

    def look(state) -> None:
        if state.is_select and state.statement._for_update_arg is not None:
            locked.append(state.bind_mapper.class_)

    event.listen(work.session, "do_orm_execute", look)
    crediting.credit_and_move(work, invoice.key, world.nord.customers[10002])
    assert locked.index(Customer) < locked.index(Project)


def test_an_invoice_of_less_than_nought_is_refused(work, world):
    key = commands.create_draft(work, world.nord.customers[10001])
    line = NewLine(text="Fratrekk", quantity=Decimal(-1), unit_price=Decimal(1000), **VAT)
    commands.add_draft_lines(work, key, [line])
    draft = work.session.get_one(Invoice, key)
    with pytest.raises(CannotFinalise) as refused:
        finalise_draft(work, seen(draft), confirmed=frozenset({"negative"}))
    assert {problem.key for problem in refused.value.problems} == {"negative"}


def test_without_its_copy_an_invoice_keeps_what_it_bills_until_it_is_credited(work, world, invoice):
    berg = world.nord.customers[10002]
    moved = crediting.credit_and_move(work, invoice.key, berg)
    remove_draft(work, moved.note_id)
    with pytest.raises(CannotCredit, match="copies invoice"):
        crediting.credit_and_move(work, invoice.key, world.nord.customers[10001])
    removed = remove_draft(work, moved.copy_id)
    assert hours_of(work, invoice).status is HoursStatus.INVOICED
    note = note_of(work, invoice)
    finalise_draft(work, seen(note))
    hours = hours_of(work, invoice)
    assert (hours.status, hours.invoice_line_id is None) == (HoursStatus.INVOICED, False)
    back = restore_draft(work, removed)
    lines = lines_of(work, back)
    assert hours_of(work, invoice).invoice_line_id == lines[0].key
    again = remove_draft(work, back)
    hours = hours_of(work, invoice)
    assert (hours.status, hours.invoice_line_id) == (HoursStatus.APPROVED, None)
    copy = work.session.get_one(Invoice, restore_draft(work, again))
    finalise_draft(work, seen(copy))
    assert hours_of(work, invoice).status is HoursStatus.INVOICED


def test_a_copy_bills_what_is_left_and_may_be_less_than_what_was_credited(work, world, invoice):
    part = note_of(work, invoice)
    arranging.remove_line(work, seen(part), lines_of(work, part.key)[1].key)
    editing.set_line(work, seen(part), lines_of(work, part.key)[0].key, "quantity", "4")
    finalise_draft(work, seen(part))
    moved = crediting.credit_and_move(work, invoice.key, world.nord.customers[10002])
    copy, note = (work.session.get_one(Invoice, key) for key in (moved.copy_id, moved.note_id))
    assert [line.net for line in lines_of(work, copy.key)] == [6000, Decimal("333.33")]
    arranging.remove_line(work, seen(note), lines_of(work, note.key)[1].key)
    finalise_draft(work, seen(note))
    with pytest.raises(CannotFinalise, match="Terrengmodell"):
        finalise_draft(work, seen(copy))
    arranging.remove_line(work, seen(copy), lines_of(work, copy.key)[1].key)
    finalise_draft(work, seen(copy))
    assert hours_of(work, invoice).invoice_line_id == lines_of(work, copy.key)[0].key


def test_rounding_makes_up_for_no_note_without_lines_and_for_no_other_vat(work, world, invoice):
    key = crediting.create_free_credit(work, world.nord.customers[10001], None, None)
    free = work.session.get_one(Invoice, key)
    (line,) = lines_of(work, key)
    editing.set_line(work, seen(free), line.key, "text", "Avslag")
    editing.set_line(work, seen(free), line.key, "unit_price", "500")
    whole = note_of(work, invoice)
    for line in lines_of(work, whole.key):
        editing.set_line(work, seen(whole), line.key, "vat_code", "5")
    (checked,) = checked_drafts(work, [whole.key])
    assert whole.vat == 0
    assert [problem.key[:4] for problem in checked.problems if problem.stops] == ["vat-", "vat-"]
    for line in lines_of(work, whole.key):
        editing.set_line(work, seen(whole), line.key, "vat_code", "3")
    assert whole.gross == -invoice.gross

    crediting.tie_to_invoice(work, seen(free), invoice.number)
    finalise_draft(work, seen(free))
    editing.set_line(work, seen(whole), lines_of(work, whole.key)[0].key, "text", "Timer i alt")
    assert not [one for one in lines_of(work, whole.key) if one.kind is LineKind.ROUNDING]
    with pytest.raises(CannotFinalise) as refused:
        finalise_draft(work, seen(whole))
    assert {problem.key for problem in refused.value.problems if problem.stops} == {"too-much"}


def test_a_free_credit_note_names_project_and_activity_and_can_be_tied(work, world, invoice):
    fjord, project = world.nord.customers[10001], world.nord.projects["P-100"]
    activity = work.session.exec(select(Activity).where(Activity.project_id == project)).one()
    key = crediting.create_free_credit(work, fjord, project, activity.key)
    note = work.session.get_one(Invoice, key)
    (line,) = lines_of(work, key)
    assert (line.text, line.quantity, line.activity_id) == ("Prosjektering", -1, activity.key)
    editing.set_line(work, seen(note), line.key, "unit_price", "500")
    assert note.gross == -625
    for wrong in (5003, 5004, 999):
        with pytest.raises(NotThatInvoice):
            crediting.tie_to_invoice(work, seen(note), wrong)
    crediting.tie_to_invoice(work, seen(note), invoice.number)
    finalise_draft(work, seen(note))
    work.session.refresh(invoice)
    assert invoice.outstanding == invoice.gross - 625


def test_other_companies_and_roles_credit_nothing(work, world, invoice):
    for theirs in (world.sor.invoices[5001], 99_999):
        with pytest.raises(NotFound):
            crediting.credit_invoice(work, theirs, gives_back=False)
    with pytest.raises(CannotCredit):
        crediting.credit_invoice(work, world.nord.drafts[0], gives_back=False)
    with pytest.raises(CannotCredit):
        crediting.credit_invoice(work, world.nord.invoices[5004], gives_back=False)
    work.actor = world.nord.co_worker
    with pytest.raises(NotPermitted):
        crediting.credit_invoice(work, invoice.key, gives_back=False)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(-5000, 5000).filter(bool), min_size=1, max_size=6))
def test_a_note_of_every_line_takes_all_that_is_left(cents):
    nets = {at: Decimal(one) / 100 for at, one in enumerate(cents, start=1)}
    left = Left(sum(nets.values(), Decimal(0)), nets)
    assert left.is_taken_by({key: -net for key, net in nets.items()})
    assert not left.is_taken_by({key: -net for key, net in list(nets.items())[1:]})
    assert not left.is_taken_by({key: -net for key, net in nets.items()} | {0: Decimal(1)})


def test_a_stale_page_ties_nothing(work, invoice):
    note = note_of(work, invoice)
    with pytest.raises(Exception, match="changed this draft"):
        crediting.tie_to_invoice(work, Seen(note.key, note.version - 1), 5001)
