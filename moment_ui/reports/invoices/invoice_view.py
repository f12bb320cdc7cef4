"""What an invoice's page shows: texts only, in the reader's language."""

from dataclasses import dataclass, field

from moment_ui.reports.invoices.draft_view import DraftView


@dataclass
class FactView:
    """A fact about the invoice: a word, its value, and a path inside the company or ""."""

    label: str = ""
    value: str = ""
    link: str = ""
    css: str = ""


@dataclass
class StepView:
    """A step of the invoice's life: what, by whom and when, and a note."""

    key: int = 0
    word: str = ""
    by: str = ""
    note: str = ""


@dataclass
class AttachedView:
    """A file that goes with the invoice: its kind and size in words, the name it is fetched by."""

    id: int = 0
    title: str = ""
    about: str = ""
    stored: str = ""


@dataclass
class InvoiceView:
    """The invoice page. Tables are rows of cells, in the order of their heads."""

    id: int = 0
    title: str = ""
    state: str = ""
    state_css: str = ""
    export: str = ""
    export_css: str = ""
    may_export: bool = False
    currency: str = ""
    customer: str = ""
    customer_link: str = ""
    address: list[str] = field(default_factory=list[str])
    text: str = ""
    footer: str = ""
    facts: list[FactView] = field(default_factory=list[FactView])
    references: list[FactView] = field(default_factory=list[FactView])
    sums: list[FactView] = field(default_factory=list[FactView])
    lines: list[list[str]] = field(default_factory=list[list[str]])
    vat: list[list[str]] = field(default_factory=list[list[str]])
    related: list[FactView] = field(default_factory=list[FactView])
    made_with: list[FactView] = field(default_factory=list[FactView])
    draft: bool = False
    may_change: bool = False
    may_credit: bool = False
    credit_note: bool = False
    version: int = 0
    totals: list[FactView] = field(default_factory=list[FactView])
    attachments: list[AttachedView] = field(default_factory=list[AttachedView])
    steps: list[StepView] = field(default_factory=list[StepView])
    edit: DraftView = field(default_factory=DraftView)
