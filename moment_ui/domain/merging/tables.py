"""What each table that refers to a customer is called in a merge: one line each, in one place.

A table that is not here moves all the same, under its own name; a test asks for its line.
"""

from dataclasses import dataclass

from moment_ui.core.words import _


@dataclass(frozen=True, slots=True)
class About:
    """How rows of a table are called and where they are seen.

    `page` follows a customer's address. `fills`: a doubled row's texts fill in what the kept one
    lacks; not where an empty text is a choice of its own. `whole`: of two that say the same the kept
    one stays as it is, and what belongs to the other goes with it. `shown` also when there are none.
    """

    label: str
    page: str = ""
    note: str = ""
    fills: bool = True
    whole: bool = False
    adds: tuple[str, ...] = ()
    shown: bool = False


ABOUT: dict[str, About] = {
    "customer_contact": About(_("Contacts"), "/contacts", shown=True),
    "project": About(_("Projects"), shown=True),
    "offer": About(_("Offers"), "/offers", shown=True),
    "invoice": About(
        _("Invoices"), "/invoices", _("keep the name and number printed on them"), shown=True
    ),
    "project_participant": About(_("Projects it takes part in"), "/projects"),
    "model_customer": About(_("Shares of price models"), "/projects", adds=("percent",)),
    "customer_file": About(_("Files"), "/files", shown=True),
    "customer_tag": About(_("Tags"), shown=True),
    "price_list": About(_("Price lists"), "/hourly-rates", fills=False, whole=True, shown=True),
    "customer_note": About(_("Notes"), shown=True),
    "invoicing_option": About(_("Invoicing options"), "/invoicing-options", fills=False),
    "hourly_rate": About(_("Hourly rates"), "/hourly-rates"),
    "register_check": About(_("Checks in the company register"), fills=False),
    "reminder_message": About(_("Payment reminders"), "/ledger"),
    "receiver_check": About(_("Checks of e-invoice addresses"), fills=False),
    "partner_customer": About(_("Partner companies it stands for"), fills=False, whole=True),
    "shared_customer": About(_("Customers of partners it follows"), fills=False, whole=True),
    "customer": About(_("Customers merged earlier")),
    "not_duplicates": About(_("Answers “not duplicates”"), fills=False),
}
FOLLOWERS: dict[str, tuple[str, str, str]] = {"payment": ("invoice", "invoice_id", _("Payments"))}
"""Tables that do not refer to a customer, counted because people look for them: they follow."""


def label_of(table: str) -> str:
    """What the rows of a table are called."""
    if table in ABOUT:
        return ABOUT[table].label
    if table in FOLLOWERS:
        return FOLLOWERS[table][2]
    return table.replace("_", " ").removeprefix("customer ").capitalize()


def is_whole(table: str) -> bool:
    """Whether a row is one thing with what belongs to it, which is never mixed with another's."""
    return table in ABOUT and ABOUT[table].whole


def fills_in(table: str) -> bool:
    """Whether a kept row takes over texts that it lacks."""
    return table not in ABOUT or ABOUT[table].fills


def adds_up(table: str) -> tuple[str, ...]:
    """The columns in which a kept row takes over what the other held: the two are one."""
    return ABOUT[table].adds if table in ABOUT else ()
