"""How a demo company invoices: its accounts, its own options, and what some customers want otherwise."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.demo import material
from moment_ui.demo.customers import DemoCustomer
from moment_ui.demo.dice import dice
from moment_ui.demo.projects import DemoProject
from moment_ui.domain.bookkeeping.rules import STARTER_SETS
from moment_ui.models.invoicing import BookkeepingAccount, InvoicingOption
from moment_ui.models.tag import Tag

TEXTS = {
    "lysgard": "Arkitekttjenester etter avtale.",
    "vardal": "Rådgivende ingeniørtjenester etter avtale.",
    "landskap": "Landskapsarkitektur etter avtale.",
}
FOOTER = "Takk for oppdraget. Ved spørsmål om fakturaen: svar på denne e-posten."
HALL = "date,co-worker,hours,amount;activity"
PUBLIC_FOOTER = "Fakturaen gjelder rammeavtale inngått etter offentlig anskaffelse."
REFERENCES = (
    "Kari Hegdahl",
    "Bjørn Åsen",
    "Sølvi Ødegård",
    "André Næss",
    "Innkjøp, bestiller 4100",
)
CONTRACTS = ("Rammeavtale 2025–2028", "Avtale 14-2026", "Opsjon 2, delkontrakt B")
ACCOUNTS = {
    "account_hours": "3000",
    "account_expenses": "3600",
    "account_products": "3000",
    "account_fixed_price": "3000",
}
EMPTY: dict[str, Any] = {
    "customer_id": None,
    "project_id": None,
    "value": "",
    "contact_id": None,
    "tag_id": None,
    "account_id": None,
}


def add_invoicing_setup(
    work: Work,
    company: material.DemoCompany,
    customers: list[DemoCustomer],
    projects: list[DemoProject],
) -> None:
    """Write accounts and options; customers and projects are in the database already."""
    drafts = STARTER_SETS["NO"]
    rows = [{**asdict(draft), "active": True, "version": 1} for draft in drafts]
    keys = work.insert_rows(BookkeepingAccount, rows, returning=True)
    accounts = {draft.number: key for draft, key in zip(drafts, keys, strict=True)}
    tags = {tag.name: tag.key for tag in work.session.exec(select(Tag).order_by(col(Tag.id)))}
    found = [
        *_of_company(company, accounts),
        *_of_customers(company, customers, accounts, tags),
        *_of_projects(projects),
    ]
    work.insert_rows(InvoicingOption, [EMPTY | row for row in found])


def _of_company(
    company: material.DemoCompany, accounts: dict[str, int]
) -> Iterable[dict[str, Any]]:
    texts = {
        "invoice_text": TEXTS[company.slug],
        "footer_text": FOOTER,
        "attach_hours": "yes",
        "payment_id": "yes",
    }
    yield from ({"option": key, "value": value} for key, value in texts.items())
    for key, number in ACCOUNTS.items():
        yield {"option": key, "account_id": accounts[number]}


def _of_customers(
    company: material.DemoCompany,
    customers: list[DemoCustomer],
    accounts: dict[str, int],
    tags: dict[str, int],
) -> Iterable[dict[str, Any]]:
    chance = dice(company.slug, "invoicing options")
    for customer in customers:
        values = _known(customer.name)
        if not values and chance.random() < 0.3:
            values = {"your_reference": chance.choice(REFERENCES)}
            if chance.random() < 0.3:
                values["contract_reference"] = chance.choice(CONTRACTS)
        for key, value in values.items():
            yield {"customer_id": customer.id, "option": key, "value": value}
        if " kommune" in customer.name:
            of_customer = {"customer_id": customer.id}
            yield of_customer | {"option": "footer_text", "value": PUBLIC_FOOTER}
            yield of_customer | {"option": "account_hours", "account_id": accounts["3010"]}
            if "Public" in tags:
                yield of_customer | {"option": "revenue_tag", "tag_id": tags["Public"]}


def _known(name: str) -> dict[str, str]:
    if name == "Tindra Bygg AS":
        return {
            "your_reference": "Kari Hegdahl",
            "contract_reference": "Rammeavtale 2025–2028",
            "hour_columns": HALL,
        }
    if name == "Sørlia Borettslag":
        return {
            "group_by": "customer",
            "reminders": "no",
            "line_below_name": "c/o Boligforvaltning",
        }
    return {}


def _of_projects(projects: list[DemoProject]) -> Iterable[dict[str, Any]]:
    for project in projects:
        if project.customer and project.row["name"].startswith("Lagerhall"):
            chosen = "date,co-worker,activity,hours,comment;co-worker"
            yield {"project_id": project.id, "option": "hour_columns", "value": chosen}
            yield {"project_id": project.id, "option": "order_reference", "value": "PO 4711-B"}
