"""Changing the company's details and its logo."""

from collections.abc import Mapping

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.media import PICTURES
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.companies.errors import CompanyChanged, NoLogo
from moment_ui.domain.companies.queries import company_details
from moment_ui.domain.companies.rules import COMPANY_FIELDS, read_company
from moment_ui.domain.finances.commands import change_finance_settings
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.folders.storing import Brought
from moment_ui.models.company import Company
from moment_ui.models.file import FilePurpose, StoredFile


@needs(Permission.SETUP_INVOICING)
def edit_company(work: Work, seen: Mapping[str, str], texts: Mapping[str, str]) -> int:
    """Change what was typed; `seen` is what the form was opened with. Returns how many details changed.

    Papers kept before stay as they are. Raises Invalid by field, CompanyChanged.
    """
    company = _locked(work)
    before = company_details(work).texts
    if dict(seen) != before:
        raise CompanyChanged
    values = read_company(texts, company.country)
    after = {name: "yes" if value is True else value or "" for name, value in values.items()}
    changes = differences(before, after)
    for name in COMPANY_FIELDS:
        setattr(company, name, values[name])
    work.session.add(company)
    rest = {name: value for name, value in values.items() if name not in COMPANY_FIELDS}
    change_finance_settings(work, finance_settings(work).version, rest)
    own = {name: change for name, change in changes.items() if name in COMPANY_FIELDS}
    if own:
        record(work, "edit_company", ("company", company.id), company.name, own)
    work.emit("invoicing")
    return len(changes)


@needs(Permission.SETUP_INVOICING)
def set_logo(work: Work, brought: Brought | None) -> str:
    """Give the company a logo, or none; returns the name of the one before.

    The file before stays where it is: papers that were kept show it. Raises NoLogo.
    """
    company = _locked(work)
    if brought is not None and brought.media_type not in PICTURES:
        raise NoLogo
    before, company.logo_name = company.logo_name, brought.name if brought else ""
    if brought is not None:
        work.session.add(
            StoredFile(
                name=brought.name,
                purpose=FilePurpose.LOGO,
                title=brought.title,
                media_type=brought.media_type,
                size=brought.size,
                sha256=brought.sha256,
                owner_id=work.actor.user_id,
                created_at=clock.now(),
            )
        )
    work.session.add(company)
    title = brought.title if brought else ""
    record(work, "set_logo", ("company", company.id), company.name, {"logo": ("", title)})
    work.emit("invoicing")
    return before


def _locked(work: Work) -> Company:
    query = select(Company).where(Company.id == work.company_id).with_for_update()
    return work.session.exec(query).one()
