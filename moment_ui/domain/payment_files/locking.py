"""Locks of payment files: one act of a company at a time, and one hand on each file.

Their order: the company, the file, then invoices by family and id (`invoices/offsetting.py`). Whoever
holds several families at once is a payment file's act, and those take turns.
"""

from sqlmodel import select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.models.company import Company
from moment_ui.models.payment_file import BankFile


def one_at_a_time(work: Work) -> None:
    """Until the transaction ends: what is not there yet cannot be locked itself."""
    query = select(Company).where(Company.id == work.company_id).with_for_update()
    work.session.exec(query).first()


def locked_file(work: Work, file_id: int) -> BankFile:
    """The file, locked. Raises NotFound."""
    query = select(BankFile).where(BankFile.id == file_id).with_for_update()
    found = work.session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound(_("The payment file"))
    return found
