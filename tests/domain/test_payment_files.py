"""Payment files: read once, matched, posted and undone whole, never half and never twice."""

import datetime as dt
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from hashlib import sha256
from io import BytesIO
from typing import Any

import pytest
from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.finances.commands import change_finance_settings
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.payment_files import commands, queries, single
from moment_ui.domain.payment_files.errors import (
    EmptyPaymentFile,
    EntryGone,
    FileKnown,
    NothingPosted,
    NothingToPost,
    PaymentIdsOff,
    StillPosted,
)
from moment_ui.domain.payment_files.queries import Wanted
from moment_ui.domain.payment_files.reading import Brought, read_file
from moment_ui.domain.payment_files.rules import Fit, Shown, shown_state
from moment_ui.domain.payment_files.single import Share
from moment_ui.domain.payment_files.suggesting import invoices_found, likeliest, suggestions
from moment_ui.domain.payments.commands import PaymentDraft, post_payment
from moment_ui.domain.payments.many import post_many
from moment_ui.formats.payments.camt import read_camt
from moment_ui.formats.payments.ocr import read_ocr
from moment_ui.formats.payments.payment import FileBroken, Payments, Told
from moment_ui.imports.bank_table import BankTable
from moment_ui.models.company import Company
from moment_ui.models.invoice import Invoice
from moment_ui.models.payment import Payment, PaymentKind
from moment_ui.models.payment_file import (
    BankEntry,
    BankFile,
    BankFileState,
    BankFormat,
    Doubt,
    EntryState,
)
from tests import factories
from tests.formats.bank_files import ACCOUNT, Paid, camt_file, ocr_file
from tests.world import Place as Side
from tests.world import World

ISSUED = dt.date(2026, 11, 1)
KIDS = ("00900011", "00900029", "00900037")


def brought(content: bytes, title: str = "ocr.txt") -> Brought:
    reader = read_camt if content.startswith(b"<") else read_ocr

    @contextmanager
    def opened() -> Iterator[tuple[Payments, Told]]:
        told = Told()
        yield reader(BytesIO(content), told), told

    bank_format = BankFormat.CAMT if reader is read_camt else BankFormat.OCR
    return Brought(title, bank_format, sha256(content).hexdigest(), opened)


def quiet(_phase: str, _done: int, _total: int) -> None:
    pass


def read(actor: Actor, content: bytes, title: str = "ocr.txt") -> int:
    return read_file(actor, brought(content, title), quiet)


def post(actor: Actor, file_id: int) -> int:
    with writing(actor) as work:
        return commands.post_file(work, file_id, quiet)


def undo(actor: Actor, file_id: int) -> commands.Undone:
    with writing(actor) as work:
        return commands.undo_file(work, file_id, quiet)


def invoice(work: Work, payment_id: str) -> Invoice:
    return work.session.exec(select(Invoice).where(Invoice.payment_id == payment_id)).one()


def outstanding(actor: Actor, *payment_ids: str) -> list[Decimal]:
    with reading(actor) as work:
        return [invoice(work, each).outstanding for each in payment_ids]


def states(actor: Actor, file_id: int) -> list[tuple[EntryState, Doubt]]:
    with reading(actor) as work:
        query = select(BankEntry).where(BankEntry.file_id == file_id).order_by(col(BankEntry.id))
        return [(row.state, row.doubt) for row in work.session.exec(query)]


def entry_ids(actor: Actor, file_id: int) -> list[int]:
    with reading(actor) as work:
        query = select(col(BankEntry.id)).where(BankEntry.file_id == file_id)
        return [key or 0 for key in work.session.exec(query.order_by(col(BankEntry.id)))]


@pytest.fixture
def nord(world: World) -> Side:
    """Nord with payment IDs, an account, and three invoices of 1 250; Sør has their look-alikes."""
    for place in world.places:
        with writing(place.administrator) as work:
            save_options(work, Place(), {"payment_id": Change(None, "yes")})
            customer = next(iter(place.customers.values()))
            for number, kid in enumerate(KIDS, start=90001):
                factories.invoice(work, customer, number, issued=ISSUED, payment_id=kid)
    return world.nord


def paid(*amounts: str, kids: tuple[str, ...] = KIDS) -> list[Paid]:
    return [Paid(kid, Decimal(amount)) for kid, amount in zip(kids, amounts, strict=False)]


def test_a_file_is_read_matched_posted_and_undone(nord):
    file_id = read(nord.economy, ocr_file(paid("1250", "1000", "1300")))
    with reading(nord.economy) as work:
        page = queries.payment_file(work, file_id)
        assert {fit: group.count for fit, group in page.fits.items()} == {
            Fit.EXACT: 1,
            Fit.PART: 1,
            Fit.OVER: 1,
        }
        assert (page.file.total, page.file.currency, page.kept) == (Decimal(3550), "NOK", 0)
        rows, total = queries.payments_of(work, Wanted(file_id, fit=Fit.PART))
        assert (total, rows[0].number, rows[0].outstanding) == (1, 90002, Decimal(1250))
    assert outstanding(nord.economy, *KIDS) == [1250, 1250, 1250]
    assert post(nord.economy, file_id) == 3
    assert outstanding(nord.economy, *KIDS) == [0, 250, -50]
    with reading(nord.economy) as work:
        (payment,) = work.session.exec(
            select(Payment).where(Payment.invoice_id == invoice(work, KIDS[0]).id)
        )
        assert (payment.kind, payment.by_name) == (PaymentKind.OCR, nord.economy.name)
    assert undo(nord.economy, file_id) == commands.Undone(3, 0)
    assert outstanding(nord.economy, *KIDS) == [1250, 1250, 1250]
    with pytest.raises(NothingPosted):
        undo(nord.economy, file_id)
    assert post(nord.economy, file_id) == 3
    assert outstanding(nord.economy, *KIDS) == [0, 250, -50]
    with pytest.raises(NothingToPost):
        post(nord.economy, file_id)


def test_the_same_file_is_never_read_twice_not_even_undone(nord):
    content = ocr_file(paid("1250"))
    file_id = read(nord.economy, content, "først.txt")
    with pytest.raises(FileKnown) as known:
        read(nord.economy, content, "igjen.txt")
    assert (known.value.file_id, "Kari Economy" in known.value.message) == (file_id, True)
    with pytest.raises(FileKnown, match=r"0170031 \(først.txt\)"):
        read(nord.economy, ocr_file(paid("1250", "7"), end="\r\n"))
    post(nord.economy, file_id)
    undo(nord.economy, file_id)
    with pytest.raises(FileKnown):
        read(nord.economy, content)


def test_a_transmission_number_may_come_again_after_a_year(nord):
    read(nord.economy, ocr_file(paid("1250")))
    later = [Paid(KIDS[0], Decimal(5), dt.date(2027, 11, 16))]
    assert read(nord.economy, ocr_file(later))


def test_another_company_reads_the_same_file_on_its_own(nord, world):
    content = ocr_file(paid("1250"))
    read(nord.economy, content)
    theirs = read(world.sor.economy, content)
    with reading(nord.economy) as work:
        with pytest.raises(NotFound):
            queries.payment_file(work, theirs)
        assert queries.payments_of(work, Wanted(theirs))[1] == 0
    for act in (commands.post_file, commands.undo_file):
        with writing(nord.economy) as work, pytest.raises(NotFound):
            act(work, theirs, quiet)
    with writing(nord.economy) as work:
        own = invoice(work, KIDS[0]).key
        with pytest.raises(NotFound):
            single.attach(
                work, entry_ids(world.sor.economy, theirs)[0], [Share(own, Decimal(1250))]
            )
    assert outstanding(world.sor.economy, KIDS[0]) == [1250]


def test_paid_twice_in_one_file_is_two_payments(nord):
    twice = [Paid(KIDS[0], Decimal(1250)), Paid(KIDS[0], Decimal(1250))]
    file_id = read(nord.economy, ocr_file(twice))
    with reading(nord.economy) as work:
        fits = queries.payment_file(work, file_id).fits
        assert {fit: group.count for fit, group in fits.items()} == {Fit.EXACT: 1, Fit.OVER: 1}
    assert post(nord.economy, file_id) == 2
    assert outstanding(nord.economy, KIDS[0]) == [-1250]


def test_what_has_no_invoice_for_certain_is_in_doubt(nord):
    with writing(nord.administrator) as work:
        company = work.session.exec(select(Company).where(Company.id == nord.company_id)).one()
        company.bank_account = ACCOUNT
        work.session.add(company)
        customer = next(iter(nord.customers.values()))
        factories.invoice(work, customer, 90010, issued=ISSUED, payment_id="777", currency="EUR")
        factories.invoice(work, customer, 90011, issued=ISSUED, payment_id="888")
        factories.invoice(work, customer, 90012, issued=ISSUED, payment_id="888")
        factories.invoice(work, customer, 90013, "-100", issued=ISSUED, payment_id="666")
    kids = ("123456", "00900012", "777", "888", "", "666", KIDS[0])
    file_id = read(nord.economy, ocr_file([Paid(kid, Decimal(10)) for kid in kids]))
    assert states(nord.economy, file_id) == [
        (EntryState.UNKNOWN, Doubt.NO_SUCH_INVOICE),
        (EntryState.UNKNOWN, Doubt.CHECK_DIGIT),
        (EntryState.UNKNOWN, Doubt.OTHER_CURRENCY),
        (EntryState.UNKNOWN, Doubt.SEVERAL_INVOICES),
        (EntryState.UNKNOWN, Doubt.NO_REFERENCE),
        (EntryState.UNKNOWN, Doubt.CREDIT_NOTE),
        (EntryState.MATCHED, Doubt.NONE),
    ]
    foreign = ocr_file(paid("10"), account="12345678903", transmission="0170032")
    other = read(nord.economy, foreign)
    assert states(nord.economy, other) == [(EntryState.ELSEWHERE, Doubt.OTHER_ACCOUNT)]
    with pytest.raises(NothingToPost):
        post(nord.economy, other)
    with writing(nord.administrator) as work:
        change_finance_settings(work, 0, {"other_accounts": "1234.56.78903"})
        assert commands.match_again(work, other) == 1
    assert post(nord.economy, other) == 1


def test_a_sum_without_details_says_so_and_is_shared_between_its_invoices(nord):
    details = re.compile(rb"<TxDtls>.*</TxDtls>", re.DOTALL)
    content = details.sub(b"", camt_file(paid("1250", "1000"), batch=True))
    file_id = read(nord.economy, content)
    assert states(nord.economy, file_id) == [(EntryState.UNKNOWN, Doubt.NO_DETAILS)]
    with writing(nord.economy) as work:
        commands.match_again(work, file_id)
        (row,), _count = queries.payments_of(work, Wanted(file_id))
        assert (row.entry.doubt, row.entry.text) == (Doubt.NO_DETAILS, "2 payments")
        shares = [Share(invoice(work, KIDS[0]).key, Decimal(1250))]
        shares += [Share(invoice(work, KIDS[1]).key, Decimal(1000))]
        single.attach(work, row.entry.key, shares)
    assert outstanding(nord.economy, *KIDS) == [0, 250, 1250]


def test_a_payment_ordered_in_the_invoice_s_currency_is_posted_as_ordered(nord):
    with writing(nord.administrator) as work:
        customer = next(iter(nord.customers.values()))
        factories.invoice(
            work, customer, 90010, "80", issued=ISSUED, payment_id="777", currency="EUR"
        )
    abroad = b'<AmtDtls><InstdAmt><Amt Ccy="EUR">100</Amt></InstdAmt></AmtDtls><RmtInf>'
    content = camt_file([Paid("777", Decimal(1150)), Paid(KIDS[0], Decimal(1250))])
    file_id = read(nord.economy, content.replace(b"<RmtInf>", abroad))
    assert {state for state, _doubt in states(nord.economy, file_id)} == {EntryState.MATCHED}
    assert post(nord.economy, file_id) == 2
    assert outstanding(nord.economy, "777", KIDS[0]) == [0, 0]
    with reading(nord.economy) as work:
        rows, _total = queries.payments_of(work, Wanted(file_id))
        assert (rows[0].entry.currency, "NOK 1150" in rows[0].entry.text) == ("EUR", True)


def test_lost_noughts_are_found_again(nord):
    paid_so = [Paid("900011", Decimal(1250)), Paid("0" * 17 + KIDS[1], Decimal(1250))]
    file_id = read(nord.economy, ocr_file(paid_so))
    assert {state for state, _doubt in states(nord.economy, file_id)} == {EntryState.MATCHED}


def test_the_same_payment_in_two_files_is_one(nord):
    first = read(nord.economy, camt_file(paid("1250")), "a.xml")
    again = camt_file(paid("1250", "1000"), message="M-2")
    second = read(nord.economy, again, "b.xml")
    assert states(nord.economy, second) == [
        (EntryState.DUPLICATE, Doubt.IN_ANOTHER_FILE),
        (EntryState.MATCHED, Doubt.NONE),
    ]
    with reading(nord.economy) as work:
        rows, _total = queries.payments_of(work, Wanted(second, (EntryState.DUPLICATE,)))
        assert rows[0].duplicate == "a.xml, line 5"
    third = read(nord.economy, ocr_file(paid("1250")))
    assert states(nord.economy, third) == [(EntryState.DUPLICATE, Doubt.IN_ANOTHER_FILE)]
    with writing(nord.economy) as work:
        assert commands.remove_file(work, first) == "a.xml"
    assert states(nord.economy, second)[0] == (EntryState.MATCHED, Doubt.NONE)
    assert post(nord.economy, second) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (camt_file(paid("1250")), camt_file(paid("1250"), message="M-2")),
        (ocr_file(paid("1250")), camt_file(paid("1250"))),
        (camt_file(paid("1250")), ocr_file(paid("1250"))),
    ],
    ids=["camt twice", "OCR, then camt", "camt, then OCR"],
)
def test_what_another_file_posted_meanwhile_is_not_posted_again(nord, one, other):
    first = read(nord.economy, one)
    post(nord.economy, first)
    undo(nord.economy, first)
    second = read(nord.economy, other)
    assert post(nord.economy, second) == 1
    with pytest.raises(NothingToPost):
        post(nord.economy, first)
    assert outstanding(nord.economy, KIDS[0]) == [0]


def test_money_back_and_reversals_are_posted_as_they_are(nord):
    back = [*paid("1250"), Paid(KIDS[0], Decimal(-1250), type="18")]
    file_id = read(nord.economy, ocr_file(back))
    assert post(nord.economy, file_id) == 2
    assert outstanding(nord.economy, KIDS[0]) == [1250]


def waits_for_a_lock(work: Work) -> bool:
    """Whether another connection waits for this one; on SQLite it does not get so far."""
    if work.database.dialect.name == "sqlite":
        return True
    query = (
        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
        "AND datname = current_database()"
    )
    with work.database.connect() as beside:
        return bool(beside.exec_driver_sql(query).scalar_one())


def test_who_pays_a_credit_note_by_file_and_its_invoice_by_hand_take_turns(nord):
    """Each locks the invoice with its notes, by id: PostgreSQL would end one of two that wait crosswise."""
    with writing(nord.economy) as work:
        paid_by_both = invoice(work, KIDS[0])
        note = factories.invoice(
            work, paid_by_both.customer_id, 90009, "-1000", ISSUED, credit_of_id=paid_by_both.key
        )
        of_invoice, of_note = paid_by_both.key, note.key

    def by_hand() -> int:
        with writing(nord.economy) as mine:
            return post_payment(mine, of_invoice, PaymentDraft(ISSUED, Decimal(5), description="x"))

    def row(invoice_id: int, amount: int) -> dict[str, Any]:
        return {
            "invoice_id": invoice_id,
            "kind": PaymentKind.OCR,
            "paid_on": ISSUED,
            "amount": Decimal(amount),
            "import_key": f"test:{invoice_id}",
        }

    with ThreadPoolExecutor(1) as pool:
        with writing(nord.economy) as work:
            post_many(work, [row(of_note, -10)])
            other = pool.submit(by_hand)
            while not waits_for_a_lock(work) and not other.done():
                pass
            post_many(work, [row(of_invoice, 20)])
        assert other.result(30)
    assert outstanding(nord.economy, KIDS[0]) == [1225]


def test_an_undo_leaves_what_later_acts_stand_on(nord):
    file_id = read(nord.economy, ocr_file(paid("1300", "1250")))
    post(nord.economy, file_id)
    with writing(nord.economy) as work:
        day = dt.date(2026, 11, 16)
        post_payment(work, invoice(work, KIDS[0]).key, PaymentDraft(day, Decimal(-50)))
    with reading(nord.economy) as work:
        assert queries.payment_file(work, file_id).kept == 1
    assert undo(nord.economy, file_id) == commands.Undone(1, 1)
    assert outstanding(nord.economy, *KIDS[:2]) == [0, 1250]
    with reading(nord.economy) as work:
        assert queries.payment_file(work, file_id).file.state is BankFileState.POSTED


def test_what_a_payment_may_be_for_is_told_the_likeliest_first(nord):
    customer, other = list(nord.customers.values())[:2]
    with writing(nord.administrator) as work:
        factories.invoice(work, customer, 90020, "640", issued=ISSUED, currency="EUR")
        factories.invoice(work, other, 90021, "480", issued=ISSUED)
        factories.invoice(work, other, 90022, "720", issued=ISSUED)
    berg = "Berg Entreprenør AS"
    told = [
        Paid(
            "", Decimal(600), text="faktura 90021", payer=berg
        ),  # its number, and another's amount
        Paid("", Decimal(900), text="takk", payer="Ukjent"),  # the amount of 90022 alone
        Paid("", Decimal(1250), text="takk", payer="Ukjent"),  # the amount of three
        Paid("", Decimal(800), text="takk", payer="Ukjent"),  # an amount in euros
    ]
    file_id = read(nord.economy, camt_file(told))
    with reading(nord.economy) as work:
        rows, _count = queries.payments_of(work, Wanted(file_id))
        entries = [row.entry for row in rows]
        perhaps = likeliest(work, entries)
        assert [perhaps[key.key].number if key.key in perhaps else 0 for key in entries] == [
            90021, 90022, 0, 0
        ]  # fmt: skip
        first = suggestions(work, entries[0].key)
        assert (first[0].number, first[0].customer) == (90021, berg)
        assert first[0].reasons == ("The number stands in it", "Same amount", "Same name")
        assert suggestions(work, entries[3].key) == []
        assert [each.number for each in invoices_found(work, entries[1].key, "90022")] == [90022]
        assert invoices_found(work, entries[1].key, "90020") == []


def test_a_payment_in_doubt_is_attached_shared_and_undone_with_its_file(nord):
    file_id = read(
        nord.economy, ocr_file([Paid("", Decimal(2000), type="21", text="to fakturaer")])
    )
    (entry,) = entry_ids(nord.economy, file_id)
    with reading(nord.economy) as work:
        one, two = (invoice(work, kid).key for kid in KIDS[:2])
    wrong = [[], [Share(one, Decimal(1999))], [Share(one, Decimal(1000))] * 2]
    for shares in wrong:
        with writing(nord.economy) as work, pytest.raises(Invalid) as refused:
            single.attach(work, entry, shares)
        said = refused.value.message.replace("\N{NO-BREAK SPACE}", " ")
        assert "1 999,00 NOK; the payment is 2 000,00 NOK" in said or len(shares) != 1
    with writing(nord.economy) as work:
        single.attach(work, entry, [Share(two, Decimal(750)), Share(one, Decimal(1250))])
    assert outstanding(nord.economy, *KIDS[:2]) == [0, 500]
    with writing(nord.economy) as work, pytest.raises(EntryGone):
        single.attach(work, entry, [Share(one, Decimal(2000))])
    with reading(nord.economy) as work:
        ((row,), _count) = queries.payments_of(work, Wanted(file_id))
        assert [(each.number, each.amount) for each in row.shared] == [(90001, 1250), (90002, 750)]
    assert undo(nord.economy, file_id) == commands.Undone(1, 0)
    assert outstanding(nord.economy, *KIDS[:2]) == [1250, 1250]
    assert states(nord.economy, file_id) == [(EntryState.UNKNOWN, Doubt.TAKEN_BACK)]


def test_a_payment_is_set_aside_with_a_reason_and_brought_back(nord):
    file_id = read(nord.economy, ocr_file([Paid("9", Decimal(1))]))
    (entry,) = entry_ids(nord.economy, file_id)
    with reading(nord.economy) as work:
        assert queries.count_in_doubt(work) == 1
    with writing(nord.economy) as work:
        with pytest.raises(Invalid):
            single.set_aside(work, entry, " ")
        single.set_aside(work, entry, "Renter fra banken")
        assert queries.count_in_doubt(work) == 0
        single.bring_back(work, entry)
        assert queries.count_in_doubt(work) == 1
        with pytest.raises(EntryGone):
            single.bring_back(work, entry)


def test_what_lies_in_a_closed_period_waits(nord):
    file_id = read(nord.economy, ocr_file(paid("1250")))
    with writing(nord.administrator) as work:
        closing = {"closed_until": dt.date(2026, 11, 16)}
        change_finance_settings(work, 0, closing, confirmed=frozenset({"ahead"}))
    with pytest.raises(NothingToPost):
        post(nord.economy, file_id)
    with writing(nord.administrator) as work:
        change_finance_settings(work, 1, {"closed_until": dt.date(2026, 11, 15)})
    assert post(nord.economy, file_id) == 1


def test_a_broken_or_empty_file_leaves_nothing(nord):
    content = ocr_file(paid("1250", "1000"))
    with pytest.raises(FileBroken, match="Line 7"):
        read(
            nord.economy, content.replace(b"NY0900880000000200000006", b"NY0900880000000300000006")
        )
    with pytest.raises(EmptyPaymentFile):
        read(nord.economy, camt_file(paid("5"), status="PDNG"))
    with reading(nord.economy) as work:
        assert work.session.exec(select(BankFile)).all() == []
        assert work.session.exec(select(BankEntry)).all() == []


def test_without_payment_ids_ocr_files_are_not_read(nord):
    with writing(nord.administrator) as work:
        save_options(work, Place(), {"payment_id": Change("yes", "no")})
    with pytest.raises(PaymentIdsOff):
        read(nord.economy, ocr_file(paid("1250")))
    assert read(nord.economy, camt_file(paid("1250")))


def test_a_table_without_currencies_comes_to_a_sum_in_the_company_s(nord, tmp_path):
    path = tmp_path / "bank.csv"
    path.write_text("Dato;Beløp\n20.11.2026;99,50\n20.11.2026;0,50\n", encoding="utf-8")
    opened = BankTable(path, {"paid_on": 0, "amount": 1}).opened
    file_id = read_file(nord.economy, Brought("bank.csv", BankFormat.CSV, "0" * 64, opened), quiet)
    with reading(nord.economy) as work:
        file = queries.payment_file(work, file_id).file
        assert (file.total, file.currency) == (Decimal(100), "NOK")


def test_a_file_is_posted_when_nothing_of_it_waits(nord):
    file_id = read(nord.economy, ocr_file([*paid("1250"), Paid("", Decimal(99), type="21")]))

    def stands():
        with reading(nord.economy) as work:
            (row,), _total = queries.payment_files(work)
            return shown_state(row.file.state, row.counts)

    assert stands() is Shown.READ
    post(nord.economy, file_id)
    assert stands() is Shown.PARTLY
    with writing(nord.economy) as work:
        single.set_aside(work, entry_ids(nord.economy, file_id)[1], "not ours")
    assert stands() is Shown.POSTED
    undo(nord.economy, file_id)
    assert stands() is Shown.UNDONE


def test_only_files_never_posted_are_removed(nord):
    file_id = read(nord.economy, ocr_file(paid("1250")))
    post(nord.economy, file_id)
    undo(nord.economy, file_id)
    with writing(nord.economy) as work, pytest.raises(StillPosted):
        commands.remove_file(work, file_id)


def test_project_leaders_have_no_business_here(nord):
    with pytest.raises(NotPermitted):
        read(nord.project_leader, ocr_file(paid("1250")))
    with reading(nord.project_leader) as work:
        for query in (queries.payment_files, queries.count_in_doubt):
            with pytest.raises(NotPermitted):
                query(work)
