"""Choosing the rules that a company's e-invoices are checked by."""

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.formats.einvoice_rules import rule_sets
from moment_ui.models.company import Company
from moment_ui.models.finances import FinanceSettings


@needs(Permission.SETUP_INVOICING)
def choose_rules(work: Work, name: str) -> str:
    """Check e-invoices by the rule set of that name from now on, "" by the newest; returns the last one.

    Raises NotFound for a set that is not at hand.
    """
    if name and name not in {each.name for each in rule_sets(settings().rules_dir)}:
        raise NotFound(_("The rule set"))
    work.session.exec(
        select(Company).where(Company.id == work.company_id).with_for_update()
    ).first()
    row = work.session.exec(select(FinanceSettings)).first() or FinanceSettings(version=0)
    before, row.einvoice_rules = row.einvoice_rules, name
    if before != name:
        row.version += 1
        work.session.add(row)
        work.session.flush()
        record(work, "choose_einvoice_rules", row, changes={"einvoice_rules": (before, name)})
        work.emit("finances")
    return before
