"""What a check of an e-invoice found, for the screen; and the e-invoice itself, judged before it leaves."""

from dataclasses import dataclass

from moment_ui.core.words import _
from moment_ui.domain.einvoices.checking import verdict_of
from moment_ui.domain.einvoices.making import EInvoice, made_of
from moment_ui.domain.einvoices.queries import Readied
from moment_ui.domain.einvoices.trouble import Trouble
from moment_ui.formats.einvoice_check import WARNING, Finding, Verdict

MENDED_AT = {
    "company": "/setup/company",
    "finances": "/setup/payments",
    "vat": "/setup/vat-codes",
}
"""Where, below the company's address, a trouble is mended that is not of this invoice."""


@dataclass
class FindingView:
    """Something that stands in the way, or is told. `link` follows the company's address."""

    text: str = ""
    rule: str = ""
    stops: bool = False
    link: str = ""
    act: str = ""


def judged(found: Readied) -> tuple[EInvoice, Verdict]:
    """The e-invoice, and what the rules at hand say of it. Draws and waits; raises CannotCheck."""
    made = made_of(found.document)
    return made, verdict_of(made.xml, found.rules_name)


def findings_of(
    found: Readied, made: EInvoice | None = None, verdict: Verdict | None = None
) -> list[FindingView]:
    """Our own findings, each with the way to mend it, then what only the official rules saw."""
    own = [_own(trouble, found) for trouble in found.troubles]
    left_out = [_own(trouble, found) for trouble in (made.left_out if made else ())]
    official = [_official(finding) for finding in (verdict.findings if verdict else ())]
    return [*own, *left_out, *([] if found.stops else official)]


def _own(trouble: Trouble, found: Readied) -> FindingView:
    link = MENDED_AT.get(trouble.mend, "")
    if trouble.mend == "customer":
        link = f"/customers/{found.customer_id}"
    return FindingView(trouble.text, "", trouble.stops, link, _("Mend it") if link else "")


def _official(finding: Finding) -> FindingView:
    text = finding.text.removeprefix(f"[{finding.rule}]-").strip()
    return FindingView(text, finding.rule, finding.severity != WARNING)
