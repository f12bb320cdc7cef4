"""The fields of contact files."""

from moment_ui.core import fields
from moment_ui.core.words import _
from moment_ui.imports.fields import Field
from moment_ui.imports.kinds.customer_fields import phone, tags
from moment_ui.imports.lookups import CUSTOMER_FIELDS
from moment_ui.imports.values import day, flag, line, text_of

CONTACT_FILE_FIELDS = (
    *CUSTOMER_FIELDS,
    Field("name", _("Name"), line(),
          ("navn", "namn", "kontakt", "kontaktperson", "contact", "contact name", "fullt navn"),
          required=True, example="Kari Hegdahl"),
    Field("title", _("Title"), line(),
          ("tittel", "stilling", "rolle", "role", "titel", "job title"), example="Prosjektleder"),
    Field("email", _("E-mail"), text_of(fields.email), ("epost", "e post", "mail", "mejl"),
          example="kari.hegdahl@havneparken.example"),
    Field("phone", _("Phone"), phone,
          ("telefon", "tlf", "mobil", "mobile", "mobiltelefon"), example="911 22 348"),
    Field("customer_email", _("E-mail for this customer"), text_of(fields.email),
          ("epost hos kunden", "e post hos kunden", "epost i kunden", "epost for kunden",
           "customer email", "email for customer")),
    Field("customer_phone", _("Phone for this customer"), phone,
          ("telefon hos kunden", "telefon i kunden", "telefon for kunden", "direktenummer",
           "customer phone", "phone for customer")),
    Field("is_global", _("Global"), flag, ("felles",)),
    Field("employed_from", _("Employed from"), day, ("ansatt fra", "fra")),
    Field("employed_to", _("Employed to"), day, ("ansatt til", "til", "sluttet")),
    Field("consent", _("Consent"), flag,
          ("samtykke", "samtykker", "samtykke til epost", "nyhetsbrev", "newsletter", "opt in",
           "samtycke")),
    Field("consent_how", _("How the consent was given"), line(),
          ("samtykke hvordan", "samtykke gitt", "samtykkekilde", "consent source")),
    Field("tags", _("Tags"), tags, ("merker", "stikkord", "kategori", "etiketter")),
)  # fmt: skip
