"""Rates that partners' internal prices are based on: who else has to hear when they change."""

from sqlmodel import col, select

from moment_ui.db.group_scope import acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.models.partner import ProjectShare


def tell_rates(work: Work, topic: str = "rates") -> None:
    """Say, after commit, that rates changed, or are shared or not: here, and where secondary projects are.

    Their data versions rise, too, so that no list there shows figures at old rates.
    """
    work.emit(topic)
    query = select(col(ProjectShare.partner_company_id)).distinct()
    followed = set(work.session.exec(query)) & set(open_partners(work))
    for company_id in sorted(followed):
        with acting_for(work, company_id) as home:
            home.emit("rates")
