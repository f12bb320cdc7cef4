"""Every report in every format: the file says what the screen says, and only to whom it may."""

import datetime as dt
import errno
import io
from decimal import Decimal
from typing import Any, BinaryIO

import pytest
from openpyxl import load_workbook
from sqlmodel import col, select

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.core.files import random_name
from moment_ui.core.money import Money
from moment_ui.core.table import Kind, Table, Total
from moment_ui.db.work import global_writing, reading, writing
from moment_ui.domain.exports import files
from moment_ui.domain.exports.queries import find_download
from moment_ui.formats import FORMATS, xlsx
from moment_ui.formats.text import Reader, Texts, rows_in_words
from moment_ui.models.access import Membership
from moment_ui.models.audit import AuditEntry
from moment_ui.models.file import StoredFile
from moment_ui.models.project import Activity
from moment_ui.reports import REPORTS, report_by_key
from moment_ui.reports.address import parse
from moment_ui.reports.export import CannotExport, Order, make
from moment_ui.reports.report import Report
from moment_ui.reports.run import totals_of
from tests import factories
from tests.formats.test_csv import lines_of
from tests.formats.test_page import Read
from tests.formats.test_pdf import words_of
from tests.world import World

Content = tuple[str, bytes]


@pytest.fixture(autouse=True)
def _own_hours(world: World) -> None:
    """The administrator wrote hours too: what else is listed, the world has."""
    with writing(world.nord.administrator) as work:
        activity = work.session.exec(select(Activity).order_by(col(Activity.id)).limit(1)).one()
        person = factories.co_worker(work, "Kari", world.nord.administrator.user_id)
        factories.hours(work, activity, person.key, dt.date(2026, 11, 11), 60)


def order_of(actor: Actor, query: str = "", **fields: Any) -> Order:
    values = {"report": "invoices", "format": "csv", "fixed": {}, **fields}
    return Order(
        query=query,
        user_id=actor.user_id,
        company_id=actor.company_id,
        name=f"{values['report']}.{random_name()}",
        **values,
    )


def exported(actor: Actor, query: str = "", **fields: Any) -> Content:
    """The file's name for its reader, and its bytes, fetched as its reader would."""
    order = order_of(actor, query, **fields)
    make(order, lambda _done, _total: None)
    with reading(actor) as work:
        found = find_download(work, order.name)
    assert found is not None
    return found.title, found.path.read_bytes()


def left_behind() -> list[str]:
    return [path.name for path in files.folder().glob("*")] if files.folder().exists() else []


def all_columns(report: Report[Any]) -> str:
    return "columns=" + ",".join(column.key for column in report.columns)


@pytest.fixture(params=REPORTS, ids=lambda report: report.key)
def report(request: pytest.FixtureRequest) -> Report[Any]:
    """Each report there is."""
    return request.param


@pytest.fixture
def shown(report: Report[Any], actor: Actor) -> tuple[int, tuple[Total, ...]]:
    """How many rows the screen counts, and the totals it shows."""
    with reading(actor) as work:
        totals = totals_of(work, report, parse("", report))
    return totals.count, totals.sums


def amounts_of(report: Report[Any], totals: tuple[Total, ...]) -> list[str]:
    """The totals as the screen writes them, without their currency."""
    texts, kinds = Texts(Reader(), None), {c.key: c.kind for c in report.columns}
    return [
        "".join(texts.text(money(total, amount, kinds[key]), kinds[key]).split())
        for total in totals
        for key, amount in total.sums.items()
        if key in kinds
    ]


def money(total: Total, amount: Decimal, kind: Kind) -> Any:
    return Money(amount, total.currency) if kind is Kind.MONEY else amount


def test_xlsx_has_the_rows_and_totals_of_the_screen(
    report: Report[Any], actor: Actor, shown: tuple[int, tuple[Total, ...]]
) -> None:
    count, totals = shown
    _title, content = exported(actor, all_columns(report), report=report.key, format="xlsx")
    sheet = load_workbook(io.BytesIO(content)).worksheets[0]
    rows: list[list[Any]] = [list(row) for row in sheet.iter_rows(values_only=True)]
    labels = [column.label for column in report.columns]
    head = rows.index(labels)
    per_currency = [total for total in totals if total.currency] or totals
    assert len(rows) - head - 1 == count + len(per_currency)
    for total, row in zip(per_currency, rows[head + 1 + count :], strict=True):
        for key, amount in total.sums.items():
            at = [column.key for column in report.columns].index(key)
            minutes = report.columns[at].kind is Kind.HOURS
            assert row[at] == pytest.approx(float(amount / 60 if minutes else amount))


def test_csv_has_the_rows_of_the_screen_and_adds_up_to_its_totals(
    report: Report[Any], actor: Actor, shown: tuple[int, tuple[Total, ...]]
) -> None:
    count, totals = shown
    _title, content = exported(actor, all_columns(report), report=report.key)
    head, *body = lines_of(content)
    assert head[: len(report.columns)] == [column.label for column in report.columns]
    assert len(body) == count
    currency = head.index("Currency") if "Currency" in head else None
    for total in totals:
        for key, amount in total.sums.items():
            at = [column.key for column in report.columns].index(key)
            lines = [
                line for line in body if currency is None or line[currency] in (total.currency, "")
            ]
            if report.columns[at].kind is Kind.MONEY:
                added = sum(Decimal(line[at].replace(",", ".") or 0) for line in lines)
                assert added == amount


def test_pdf_has_the_totals_of_the_screen(
    report: Report[Any], actor: Actor, shown: tuple[int, tuple[Total, ...]]
) -> None:
    count, totals = shown
    _title, content = exported(actor, all_columns(report), report=report.key, format="pdf")
    words = words_of(content)
    assert rows_in_words(count).replace(" ", "") in words
    assert all(amount in words for amount in amounts_of(report, totals))


def test_the_page_to_print_has_the_rows_and_totals_of_the_screen(
    report: Report[Any], actor: Actor, shown: tuple[int, tuple[Total, ...]]
) -> None:
    count, totals = shown
    _title, content = exported(actor, all_columns(report), report=report.key, format="print")
    read = Read(content)
    per_currency = [total for total in totals if total.currency] or totals
    assert len(read.rows) == 1 + count + len(per_currency)
    foot = "".join("".join("".join(row).split()) for row in read.rows[1 + count :])
    assert all(amount in foot for amount in amounts_of(report, totals))


@pytest.mark.parametrize("written_as", FORMATS, ids=lambda each: each.key)
def test_a_report_without_rows_is_a_file_with_a_head(
    report: Report[Any], actor: Actor, written_as: Any
) -> None:
    _title, content = exported(
        actor, "text=nothing-is-called-this", report=report.key, format=written_as.key
    )
    assert content


@pytest.mark.parametrize(
    ("query", "needed"),
    [
        ("columns=number,name", {Permission.VIEW_CUSTOMERS}),
        ("columns=name,overdue", {Permission.VIEW_CUSTOMERS, Permission.VIEW_CUSTOMER_ECONOMY}),
        ("columns=name&outstanding=1..", {Permission.VIEW_CUSTOMERS, Permission.VIEW_CUSTOMER_ECONOMY}),
        ("columns=name&sort=-invoiced", {Permission.VIEW_CUSTOMERS, Permission.VIEW_CUSTOMER_ECONOMY}),
        ("columns=active_projects", {Permission.VIEW_CUSTOMERS, Permission.VIEW_PROJECTS}),
    ],
)  # fmt: skip
def test_a_file_needs_what_its_columns_filters_and_order_need(
    actor: Actor, query: str, needed: set[Permission]
) -> None:
    order = order_of(actor, query, report="customers")
    make(order, lambda _done, _total: None)
    with reading(actor) as work:
        kept = select(StoredFile.needs).where(col(StoredFile.name) == order.name)
        assert set(work.session.exec(kept).one()) == needed


def test_the_rows_ticked_are_exported_in_the_order_of_the_list_with_their_own_totals(
    actor: Actor, world: World
) -> None:
    ticked = [world.nord.invoices[number] for number in (5001, 5005, 5003)]
    query = "sort=-number&columns=number,gross,currency"
    _title, content = exported(actor, query, ticked=ticked)
    assert [line[0] for line in lines_of(content)[1:]] == ["5005", "5003", "5001"]
    _title, page = exported(actor, query, ticked=ticked, format="print")
    read = Read(page)
    foot = ["".join("".join(row).split()) for row in read.rows[4:]]
    assert [("NOK" in line, "EUR" in line) for line in foot] == [(False, True), (True, False)]
    assert "375,00" in foot[0]
    assert "6250,00" in foot[1]
    assert "Only the 3 rows selected" in page.decode()


def test_every_row_ticked_gives_the_totals_of_the_whole_list(
    report: Report[Any], actor: Actor
) -> None:
    with reading(actor) as work:
        ticked = list(report.source.order(work, parse("", report).selection(report)))
    query = all_columns(report)
    _title, whole = exported(actor, query, report=report.key, format="print")
    _title, picked = exported(actor, query, report=report.key, format="print", ticked=ticked)
    assert sorted(Read(picked).rows) == sorted(Read(whole).rows)


def test_ticks_take_nothing_that_is_not_in_the_list(actor: Actor, world: World) -> None:
    berg = {"customer": world.nord.customers[10002]}
    foreign = [*world.sor.invoices.values(), world.nord.invoices[5001], 10**9]
    ticked = [*foreign, world.nord.invoices[5003]]
    _title, content = exported(actor, "columns=number", fixed=berg, ticked=ticked)
    assert [line[0] for line in lines_of(content)[1:]] == ["5003"]


def test_file_names_say_what_whose_and_when(actor: Actor) -> None:
    title, _content = exported(actor, format="xlsx")
    assert title == "invoices-nord-2026-11-16.xlsx"


def test_columns_and_order_are_those_of_the_address(actor: Actor) -> None:
    _title, content = exported(actor, "columns=gross,number,customer&sort=gross")
    head, *body = lines_of(content)
    assert head[:3] == ["Gross", "Number", "Customer"]
    amounts = [Decimal(line[0].replace(",", ".")) for line in body]
    assert amounts == sorted(amounts)


def test_every_row_of_the_filter_is_there_whatever_page_one_was_on(actor: Actor) -> None:
    _title, all_of_them = exported(actor)
    _title, from_page_two = exported(actor, "page=2&size=25")
    assert lines_of(all_of_them) == lines_of(from_page_two)


def test_the_heading_says_the_filter_in_words(actor: Actor, world: World) -> None:
    _title, content = exported(
        actor, "state=paid", fixed={"customer": world.nord.customers[10001]}, format="print"
    )
    text = content.decode()
    assert "Fjord Eiendom AS" in text
    assert "Invoice state: Paid" in text
    assert "Extracted 16.11.2026 10:00" in text
    assert actor.name in text


def test_a_list_bound_to_a_customer_holds_that_customer_only(actor: Actor, world: World) -> None:
    bound = {"customer": world.nord.customers[10002]}
    _title, content = exported(actor, "customer=1&columns=customer", fixed=bound)
    assert {line[0] for line in lines_of(content)[1:]} == {"Berg Entreprenør AS"}


@pytest.mark.parametrize("written_as", FORMATS, ids=lambda each: each.key)
def test_the_other_company_is_never_in_the_file(
    report: Report[Any], world: World, written_as: Any
) -> None:
    for place, other in ((world.nord, world.sor), (world.sor, world.nord)):
        query = all_columns(report)
        _title, content = exported(
            place.administrator, query, report=report.key, format=written_as.key
        )
        assert other.mark not in _read_text(written_as.key, content)


def _read_text(key: str, content: bytes) -> str:
    if key == "pdf":
        return words_of(content)
    if key == "xlsx":
        rows = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        return repr(list(rows))
    return content.decode()


def test_a_customer_of_another_company_gives_no_rows(world: World) -> None:
    foreign = {"customer": world.sor.customers[10001]}
    _title, content = exported(world.nord.administrator, fixed=foreign)
    assert len(lines_of(content)) == 1


def test_who_may_not_read_the_report_gets_no_file(world: World) -> None:
    with pytest.raises(NotPermitted):
        make(order_of(world.nord.co_worker), lambda _done, _total: None)
    assert left_behind() == []


def test_who_has_left_the_company_gets_no_file(actor: Actor) -> None:
    with global_writing() as session:
        for membership in session.exec(select(Membership)):
            membership.active = membership.user_id != actor.user_id
    with pytest.raises(NotPermitted):
        make(order_of(actor), lambda _done, _total: None)
    assert left_behind() == []


def test_ids_of_a_company_one_is_not_in_give_no_file(world: World, actor: Actor) -> None:
    elsewhere = Actor(actor.user_id, world.sor.company_id, actor.permissions)
    with pytest.raises(NotPermitted):
        make(order_of(elsewhere), lambda _done, _total: None)


@pytest.mark.parametrize(
    "wrong",
    [{"report": "users"}, {"format": "exe"}, {"fixed": {"company": 1}}, {"fixed": {"state": 1}}],
)
def test_orders_for_what_there_is_not_are_refused(actor: Actor, wrong: dict[str, Any]) -> None:
    with pytest.raises(CannotExport):
        make(order_of(actor, **wrong), lambda _done, _total: None)


def test_a_name_that_is_no_random_name_is_refused(actor: Actor) -> None:
    order = order_of(actor).model_copy(update={"name": "../../moment.db"})
    with pytest.raises(CannotExport):
        make(order, lambda _done, _total: None)


def test_a_full_disk_leaves_neither_file_nor_record(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_table: Table, _heading: object, _reader: object, out: BinaryIO) -> None:
        out.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(xlsx, "write", full)
    order = order_of(actor, format="xlsx")
    with pytest.raises(OSError, match="No space"):
        make(order, lambda _done, _total: None)
    assert left_behind() == []
    with reading(actor) as work:
        assert find_download(work, order.name) is None


def test_a_record_that_cannot_be_kept_leaves_no_file(
    actor: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object) -> None:
        raise RuntimeError("database is gone")

    monkeypatch.setattr("moment_ui.reports.export.register_export", refused)
    with pytest.raises(RuntimeError):
        make(order_of(actor), lambda _done, _total: None)
    assert left_behind() == []


def test_progress_counts_the_rows(actor: Actor) -> None:
    told: list[tuple[int, int]] = []
    make(order_of(actor), lambda done, total: told.append((done, total)))
    count = told[-1][1]
    assert told[-1] == (count, count)
    assert [done for done, _total in told[:count]] == list(range(1, count + 1))


def test_an_export_is_in_the_audit_log(actor: Actor) -> None:
    title, _content = exported(actor)
    with reading(actor) as work:
        entries = work.session.exec(select(AuditEntry.action, AuditEntry.summary)).all()
    assert any(action == "export_report" and title in said for action, said in entries)


def test_every_report_names_itself_in_files(report: Report[Any]) -> None:
    assert report_by_key(report.key) is report
    assert files.path_of(f"{report.key}.{random_name()}") is not None
