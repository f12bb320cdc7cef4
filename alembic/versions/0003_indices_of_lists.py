"""indices of lists"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SUMMED = ("net", "vat", "gross", "paid", "outstanding")
_BEFORE = {
    "net_sort": ("net", "id"),
    "finalised_at_sort": ("finalised_at", "id"),
    "customer_sort": ("customer_id", "issue_date", "id"),
    "export": ("export_status", "number"),
    "credit_of": ("credit_of_id",),
    "open": ("currency", "customer_id", "due_date", "outstanding", "kind", "state"),
    "totals": (
        *("currency", "customer_id", "issue_date", "state", "kind", "due_date", *_SUMMED),
        *("export_status", "project_id", "responsible_id", "invoice_type", "number"),
        *("finalised_at", "paid_on"),
    ),
}
_AFTER = {
    "customer_sort": ("customer_id", "issue_date", "id", "currency", "state", "net"),
    "export": ("number",),
    "credit_of": ("credit_of_id",),
    "open": (
        *("currency", "customer_id", "due_date", "outstanding", "kind", "state", "paid", "number"),
        *("issue_date", "net", "vat", "gross", "export_status", "invoice_type", "project_id"),
        *("responsible_id", "finalised_at", "paid_on", "payment_id"),
    ),
    "open_number_sort": ("number", "id", "outstanding", "due_date", "kind", "state", "paid"),
    "totals": (
        *("currency", "state", "kind", "export_status", "invoice_type"),
        *("customer_id", "issue_date", "due_date", *_SUMMED),
        *("project_id", "responsible_id", "number", "finalised_at", "paid_on"),
    ),
}
_OPEN = "outstanding <> 0"
_PART = {
    "export": "export_status = 'to-transfer'",
    "credit_of": "credit_of_id IS NOT NULL",
    "open": _OPEN,
    "open_number_sort": _OPEN,
}


def upgrade() -> None:
    _drop(*_BEFORE)
    for name, columns in _AFTER.items():
        _create(name, columns, _PART.get(name))
    if op.get_bind().dialect.name == "sqlite":
        _drop("number_sort")  # unique numbers have an index in the same order there


def downgrade() -> None:
    _drop(*_AFTER)
    for name, columns in _BEFORE.items():
        _create(name, columns, _OPEN if name == "open" else None)
    if op.get_bind().dialect.name == "sqlite":
        _create("number_sort", ("number", "id"), None)


def _create(name: str, columns: tuple[str, ...], condition: str | None) -> None:
    where = sa.text(condition) if condition else None
    op.create_index(
        f"ix_invoice_{name}",
        "invoice",
        ["company_id", *columns],
        sqlite_where=where,
        postgresql_where=where,
    )


def _drop(*names: str) -> None:
    for name in names:
        op.drop_index(f"ix_invoice_{name}", "invoice")
