"""Tables and enums, one module per noun. Importing the package registers every table."""

from moment_ui.models import (
    access,
    audit,
    company,
    contact,
    customer,
    file,
    hours,
    importing,
    invoice,
    numbering,
    offer,
    payment,
    price_model,
    project,
    tag,
    view,
)

__all__ = [
    "access",
    "audit",
    "company",
    "contact",
    "customer",
    "file",
    "hours",
    "importing",
    "invoice",
    "numbering",
    "offer",
    "payment",
    "price_model",
    "project",
    "tag",
    "view",
]
