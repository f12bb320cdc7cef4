import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError
from sqlmodel import select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.engine import engine
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers import commands as customers
from moment_ui.domain.customers.draft import draft_of
from moment_ui.domain.customers.queries import customer, customer_changes
from moment_ui.domain.invoicing import queries
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.errors import OptionsChanged
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.options import OPTIONS
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.invoicing.rules import Effective
from moment_ui.models import invoicing as tables
from moment_ui.models.audit import AuditEntry
from moment_ui.models.invoicing import AccountKind, BookkeepingAccount
from moment_ui.models.project import Project
from tests import factories

COMPANY = Place()


@pytest.fixture
def fjord(world):
    return Place(Level.CUSTOMER, world.nord.customers[10001])


@pytest.fixture
def project(world):
    return Place(Level.PROJECT, world.nord.projects["P-100"])


def put(work, place, **texts):
    """Set options whatever they said before."""
    own = queries.options_at(work, place).own
    changes = {key: Change(own.get(key), text) for key, text in texts.items()}
    return save_options(work, place, changes)


def held(work, key, **where):
    return queries.effective(work, **where)[key]


def test_the_project_wins_over_the_customer_over_the_company(work, fjord, project):
    of_customer, of_project = {"customer_id": fjord.row_id}, {"project_id": project.row_id}
    assert held(work, "footer_text", **of_project) == Effective("", None)
    put(work, COMPANY, footer_text="Takk for oppdraget.")
    assert held(work, "footer_text", **of_project) == Effective(
        "Takk for oppdraget.", Level.COMPANY
    )
    put(work, fjord, footer_text="Rammeavtale")
    put(work, project, footer_text="")
    assert held(work, "footer_text") == Effective("Takk for oppdraget.", Level.COMPANY)
    assert held(work, "footer_text", **of_customer) == Effective("Rammeavtale", Level.CUSTOMER)
    assert held(work, "footer_text", **of_project) == Effective("", Level.PROJECT)
    put(work, project, footer_text=None)
    assert held(work, "footer_text", **of_project) == Effective("Rammeavtale", Level.CUSTOMER)


TEXT_KEYS = ("your_reference", "order_reference", "footer_text", "invoice_text", "line_above_name")
values = st.dictionaries(st.sampled_from(TEXT_KEYS), st.sampled_from(["", "a", "å ø é", "Kari"]))


@hypothesis_settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.tuples(values, values, values))
def test_random_settings_at_three_levels_resolve_as_the_rule_says(world, said):
    places = (
        COMPANY,
        Place(Level.CUSTOMER, world.nord.customers[10001]),
        Place(Level.PROJECT, world.nord.projects["P-100"]),
    )
    with writing(world.nord.administrator) as work:
        for place, texts in zip(places, said, strict=True):
            put(work, place, **(dict.fromkeys(TEXT_KEYS) | texts))
        found = queries.effective(work, project_id=places[2].row_id)
        for key in TEXT_KEYS:
            told = [
                (texts[key], place.level)
                for place, texts in zip(places, said, strict=True)
                if key in texts
            ]
            assert found[key] == (Effective(*told[-1]) if told else Effective("", None))


def test_all_options_of_a_place_are_read_at_once(world, project):
    with writing(world.nord.administrator) as work:
        put(work, project, **dict.fromkeys(TEXT_KEYS, "x"))
    statements = []

    def count(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine(), "before_cursor_execute", count)
    try:
        with reading(world.nord.administrator) as work:
            queries.effective(work, project_id=project.row_id)
    finally:
        event.remove(engine(), "before_cursor_execute", count)
    assert len([one for one in statements if "SELECT" in one]) == 3
    assert len([one for one in statements if "invoicing_option" in one]) == 1


def test_the_customers_own_fields_are_the_truth_of_their_options(work, fjord):
    assert held(work, "credit_days", customer_id=fjord.row_id) == Effective("14", None)
    put(work, fjord, credit_days="30", language="sv", external_receiver="faktura@fjord.no")
    record = customer(work, fjord.row_id)
    assert (record.draft.credit_days, record.draft.language) == (30, "sv")
    assert record.draft.external_receiver == "faktura@fjord.no"
    assert record.version == 2
    assert work.session.exec(select(tables.InvoicingOption)).all() == []
    assert customer_changes(work, fjord.row_id)[0].action == "edit_customer"
    put(work, fjord, credit_days=None)
    assert customer(work, fjord.row_id).draft.credit_days is None


def test_what_the_form_of_the_customer_says_is_set_here(work, fjord):
    record = customer(work, fjord.row_id)
    draft, _errors = draft_of({"credit_days": "45", "currency": "EUR"}, record.draft)
    customers.edit_customer(work, fjord.row_id, record.version, draft)
    own = queries.options_at(work, fjord).own
    assert own == {"credit_days": "45", "currency": "EUR"}
    assert queries.count_set_here(work, fjord) == 2


def test_a_currency_counts_as_set_where_it_differs_from_the_level_above(work, fjord, project):
    assert held(work, "currency", project_id=project.row_id) == Effective("NOK", Level.COMPANY)
    put(work, fjord, currency="SEK")
    assert held(work, "currency", project_id=project.row_id) == Effective("SEK", Level.CUSTOMER)
    put(work, project, currency="EUR")
    assert work.session.get(Project, project.row_id).currency == "EUR"
    put(work, project, currency=None)
    put(work, fjord, currency=None)
    assert customer(work, fjord.row_id).draft.currency == "NOK"
    assert held(work, "currency", customer_id=fjord.row_id) == Effective("NOK", Level.COMPANY)


def test_an_e_invoice_needs_an_address_here_as_in_the_form(work, world):
    nowhere = Place(Level.CUSTOMER, world.nord.customers[10003])
    with pytest.raises(Invalid) as refused:
        put(work, nowhere, invoice_type="e-invoice", your_reference="Kari")
    assert set(refused.value.fields) == {"invoice_type"}


def test_everything_wrong_is_told_at_once_and_nothing_is_saved(world, fjord):
    with pytest.raises(Invalid) as refused, writing(world.nord.administrator) as work:
        put(work, fjord, credit_days="soon", reminder_email="?", your_reference="Kari")
    assert set(refused.value.fields) == {"credit_days", "reminder_email"}
    with reading(world.nord.administrator) as work:
        assert queries.options_at(work, fjord).own == {}


def test_who_saved_in_between_is_noticed_per_option(work, fjord):
    save_options(work, fjord, {"your_reference": Change(None, "Kari")})
    with pytest.raises(OptionsChanged) as refused:
        save_options(
            work,
            fjord,
            {"your_reference": Change(None, "Ola"), "order_reference": Change(None, "PO 1")},
        )
    assert refused.value.now == {"your_reference": "Kari"}
    assert queries.options_at(work, fjord).own == {"your_reference": "Kari"}
    again = save_options(work, fjord, {"your_reference": Change(None, "Kari")})
    assert again.changes == {}


def test_an_undo_leads_back_and_refuses_over_later_changes(work, fjord):
    put(work, fjord, your_reference="Kari", credit_days="30")
    saved = put(work, fjord, your_reference="Ola", credit_days=None)
    save_options(work, fjord, saved.undone)
    assert queries.options_at(work, fjord).own == {"your_reference": "Kari", "credit_days": "30"}
    saved = put(work, fjord, your_reference="Ola")
    put(work, fjord, your_reference="Per")
    with pytest.raises(OptionsChanged):
        save_options(work, fjord, saved.undone)


def test_two_people_who_set_the_same_option_at_once_are_one_row(world, fjord):
    answers = []

    def act(text):
        try:
            with writing(world.nord.administrator) as work:
                save_options(work, fjord, {"your_reference": Change(None, text)})
            answers.append("saved")
        except OptionsChanged:
            answers.append("told")

    threads = [threading.Thread(target=act, args=(f"Person {n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == ["saved", "told", "told", "told"]


def test_the_database_itself_keeps_one_value_per_place(world, fjord):
    rows: tuple[dict[str, Any], ...] = (
        {"customer_id": None, "project_id": None},
        {"customer_id": fjord.row_id, "project_id": None},
        {"customer_id": None, "project_id": world.nord.projects["P-100"]},
    )
    for place in rows:
        with writing(world.nord.administrator) as work:
            work.session.add(tables.InvoicingOption(option="your_reference", value="1", **place))
        with (
            pytest.raises(IntegrityError),
            writing(world.nord.administrator) as work,
        ):
            work.session.add(tables.InvoicingOption(option="your_reference", value="2", **place))
    both: dict[str, Any] = {"customer_id": fjord.row_id, "project_id": world.nord.projects["P-100"]}
    with pytest.raises(IntegrityError), writing(world.nord.administrator) as work:
        work.session.add(tables.InvoicingOption(option="order_reference", **both))


def test_an_option_keeps_to_its_levels(work, fjord):
    for key, place in (("payment_id", fjord), ("internal_comments", COMPANY)):
        with pytest.raises(NotPermitted):
            put(work, place, **{key: "yes"})


def test_money_and_the_company_are_the_economys(world, fjord):
    with writing(world.nord.project_leader) as work:
        put(work, fjord, your_reference="Kari")
        for place, key, text in ((COMPANY, "footer_text", "x"), (fjord, "reminders", "no")):
            with pytest.raises(NotPermitted):
                put(work, place, **{key: text})
    with writing(world.nord.economy) as work:
        put(work, COMPANY, footer_text="x", payment_id="yes")
        put(work, fjord, reminders="no")
    with pytest.raises(NotPermitted), writing(world.nord.co_worker) as work:
        put(work, fjord, your_reference="Kari")


def test_what_an_option_refers_to_is_of_the_place(work, world, fjord):
    account = factories.stored(work, BookkeepingAccount(number="3000", name="Salg"))
    owed = factories.stored(
        work, BookkeepingAccount(number="1500", name="Krav", kind=AccountKind.RECEIVABLE)
    )
    put(
        work,
        fjord,
        customer_contact=str(world.nord.contacts["Per 10001"]),
        account_hours=str(account.key),
        revenue_tag=str(world.nord.tags["Bolig"]),
    )
    own = queries.options_at(work, fjord).own
    named = queries.names(work, own.items())
    assert [list(kind.values()) for kind in named.values()] == [
        ["Per 10001"],
        ["Bolig BOL"],
        ["3000 Salg"],
    ]
    for key, value in (
        ("customer_contact", world.nord.contacts["Per 10002"]),
        ("customer_contact", world.sor.contacts["Per 10001"]),
        ("revenue_tag", world.sor.tags["Bolig"]),
        ("account_hours", owed.key),
        ("account_hours", 2**31 - 1),
    ):
        with pytest.raises(Invalid):
            put(work, fjord, **{key: str(value)})


def test_who_says_otherwise_below_is_named(work, world, fjord, project):
    put(work, project, your_reference="Ola")
    put(work, Place(Level.PROJECT, world.nord.projects["P-200"]), your_reference="Per")
    put(work, fjord, your_reference="Kari", credit_days="30")
    below = queries.others_below(work, fjord)["your_reference"]
    assert (below.count, [one.title for one in below.first]) == (1, ["P-100 Prosjekt P-100"])
    of_company = queries.others_below(work, COMPANY)
    assert of_company["your_reference"].count == 3
    assert of_company["credit_days"].count == 1
    assert queries.others_below(work, project) == {}


def test_each_change_is_in_the_log_in_words(work, fjord):
    put(work, fjord, your_reference="Kari", discount_percent="7,5")
    entry = work.session.exec(
        select(AuditEntry).where(AuditEntry.action == "set_invoicing_options")
    ).one()
    assert (entry.subject, entry.subject_id) == ("customer", fjord.row_id)
    assert entry.changes == {
        "your_reference": ["", "Kari"],
        "discount_percent": ["", "7,5\N{NO-BREAK SPACE}%"],
    }


def test_places_of_another_company_do_not_exist(work, world):
    for place in (
        Place(Level.CUSTOMER, world.sor.customers[10001]),
        Place(Level.PROJECT, world.sor.projects["P-100"]),
    ):
        with pytest.raises(NotFound):
            put(work, place, your_reference="x")
        with pytest.raises(NotFound):
            queries.options_at(work, place)


def test_look_alike_companies_say_their_own(world):
    for place in world.places:
        with writing(place.administrator) as work:
            put(work, COMPANY, footer_text=place.mark)
            where = Place(Level.CUSTOMER, place.customers[10001])
            put(work, where, your_reference=place.mark)
    for place in world.places:
        with reading(place.administrator) as work:
            found = queries.effective(work, customer_id=place.customers[10001])
        assert {found[key].value for key in ("footer_text", "your_reference")} == {place.mark}


def test_the_default_of_every_option_holds_in_an_untouched_company(work):
    found = queries.effective(work)
    assert {key: one.origin for key, one in found.items() if one.origin} == {
        "currency": Level.COMPANY
    }
    assert [found[option.key].value for option in OPTIONS if option.key != "currency"] == [
        option.default for option in OPTIONS if option.key != "currency"
    ]
