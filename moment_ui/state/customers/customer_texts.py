"""What the forms of a customer share: their fields, choices, and the texts they start with."""

from moment_ui.core import fields
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.domain.customers.draft import FIELD_LABELS, CustomerDraft, texts_of
from moment_ui.models.customer import CustomerStatus
from moment_ui.reports.customers.customer_facts import CHANNELS, INVOICE_TYPES
from moment_ui.reports.marks import CUSTOMER_STATUS

NEW_FIELDS = (
    *("country", "number", "name", "org_number", "email", "status"),
    *("is_customer", "is_participant"),
    *("phone", "website", "vat_number", "einvoice_address"),
    *("visiting_line1", "visiting_line2", "visiting_code", "visiting_city"),
    *("postal_line1", "postal_line2", "postal_code", "postal_city"),
)
EDIT_FIELDS = tuple(key for key in FIELD_LABELS if key != "tags")
STATUS_CHOICES = [
    (status.value, CUSTOMER_STATUS[status].word)
    for status in (
        CustomerStatus.ACTIVE,
        CustomerStatus.POTENTIAL,
        CustomerStatus.BLOCKED,
        CustomerStatus.INACTIVE,
    )
]
STATUS_HELP = {
    CustomerStatus.ACTIVE: _("Offered wherever a customer is chosen."),
    CustomerStatus.POTENTIAL: _("Gets offers; is activated before projects and invoices."),
    CustomerStatus.BLOCKED: _("Gets no new projects or invoices; what there is stays visible."),
    CustomerStatus.INACTIVE: _("Is not offered anywhere; found in the list only."),
}
INVOICE_TYPE_CHOICES = [(kind.value, word) for kind, word in INVOICE_TYPES.items()]
CHANNEL_CHOICES = [(channel.value, word) for channel, word in CHANNELS.items()]
NEAR = ("NO", "SE", "DK", "FI", "IS")
REG_NO_HELP = {
    "NO": _("9 digits. E-invoices (EHF) go to it."),
    "SE": _("10 digits, such as 556016-0680."),
    "DK": _("CVR number, 8 digits."),
    "FI": _("Such as 2077474-0."),
    "IS": _("Kennitala, 10 digits."),
}


EINVOICE_HELP = {
    "NO": _("Follows from the company reg. no.: 0192 and its nine digits."),
    "SE": _(
        "Usually 0007:<company reg. no.>, or 0088:<GLN>. Many Swedish firms still get invoices by "
        "EDI or Svefaktura through their access point, which the check does not see."
    ),
    "DK": _("Usually 0088:<GLN> of the unit; 0184:<CVR number> is the whole company."),
    "IS": _("0196:<kennitala>."),
}


def einvoice_help(country: str) -> str:
    """What an e-invoice address looks like in the country."""
    return EINVOICE_HELP.get(
        country, _("Four digits of the scheme (ISO 6523), a colon and the identifier.")
    )


def country_choices() -> list[tuple[str, str]]:
    """Countries by name, the Nordic ones first."""
    names = fields.countries(settings().language)
    near = [(code, names[code]) for code in NEAR]
    return near + [(code, name) for code, name in names.items() if code not in NEAR]


def language_choices() -> list[tuple[str, str]]:
    """Languages; the first choice follows the country."""
    return [("", _("As the country")), *fields.languages(settings().language).items()]


def currency_choices() -> list[tuple[str, str]]:
    """Currencies by their letters."""
    return [(code, code) for code in fields.currencies()]


def reg_no_help(country: str) -> str:
    """What a registration number looks like in the country."""
    return REG_NO_HELP.get(country, _("As the country's register writes it."))


def form_texts(draft: CustomerDraft, number: int | None) -> dict[str, str]:
    """The texts a form starts with."""
    return texts_of(draft) | {"number": "" if number is None else str(number)}
