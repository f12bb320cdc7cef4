"""The demo's logo, the papers of its latest invoices, what was sent of them, what waits to be sent."""

import hashlib
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.files import written_whole
from moment_ui.db.work import Work
from moment_ui.demo import material
from moment_ui.domain.papers.keeping import keep_paper
from moment_ui.domain.papers.printing import file_name, logos
from moment_ui.formats.pdf_layout import REGULAR_FACE
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from moment_ui.models.sending import (
    InvoiceMessage,
    SendBatch,
    SendBatchItem,
    SendChannel,
    SendResult,
)

KEPT, LETTERS, UNSENT, SENT_TOGETHER = 24, 3, 2, 6
TOGETHER = "demo-sent-together"
_CHANNELS = {
    InvoiceType.EMAIL: (SendChannel.EMAIL, SendResult.SENT),
    InvoiceType.E_INVOICE: (SendChannel.E_INVOICE, SendResult.DELIVERED),
    InvoiceType.LETTER: (SendChannel.LETTER, SendResult.BY_HAND),
    InvoiceType.MANUAL: (SendChannel.BY_HAND, SendResult.BY_HAND),
}


def add_sending(work: Work, company: material.DemoCompany) -> None:
    """Keep the papers of the latest invoices and write down how they went out."""
    _add_logo(work, company)
    query = select(Invoice).where(col(Invoice.number).is_not(None))
    latest = work.session.exec(query.order_by(col(Invoice.number).desc()).limit(KEPT)).all()
    waiting = _letters(work)
    for way in (InvoiceType.EMAIL, InvoiceType.E_INVOICE):
        waiting += [invoice for invoice, _customer in _latest(work, way, UNSENT)]
    together = [row for row in latest if row.sent_at and row not in waiting][:SENT_TOGETHER]
    _add_batch(work, together)
    for invoice in {row.key: row for row in (*latest, *waiting)}.values():
        document = keep_paper(work, invoice)
        if invoice in waiting:
            invoice.state, invoice.sent_at = InvoiceState.FINALISED, None
            work.session.add(invoice)
        elif invoice.sent_at is not None:
            channel, result = _CHANNELS[invoice.invoice_type]
            mailed = channel is SendChannel.EMAIL
            work.session.add(
                InvoiceMessage(
                    invoice_id=invoice.key,
                    act=TOGETHER if invoice in together else f"demo-{invoice.number}",
                    channel=channel,
                    by_name="Trond Aasen",
                    receivers=[document.buyer.email] if mailed and document.buyer.email else [],
                    attached=[file_name(document)] if mailed else [],
                    subject=f"{document.seller.name}: {invoice.number}" if mailed else "",
                    result=result,
                    begun_at=invoice.sent_at,
                    ended_at=invoice.sent_at,
                )
            )
    work.session.flush()


def _add_batch(work: Work, invoices: list[Invoice]) -> None:
    """The latest that went out, sent by one click."""
    begun = max((row.sent_at for row in invoices if row.sent_at), default=clock.now())
    batch = SendBatch(
        act=TOGETHER,
        user_id=work.actor.user_id,
        by_name="Trond Aasen",
        begun_at=begun,
        ended_at=begun,
    )
    work.session.add(batch)
    work.session.flush()
    for position, invoice in enumerate(invoices):
        channel, _result = _CHANNELS[invoice.invoice_type]
        item = SendBatchItem(
            batch_id=batch.key, invoice_id=invoice.key, position=position, channel=channel
        )
        work.session.add(item)


def _letters(work: Work) -> list[Invoice]:
    """The latest invoices of some customers, who want letters: nobody has printed them yet."""
    found = _latest(work, InvoiceType.EMAIL, LETTERS)
    for invoice, customer in found:
        customer.invoice_type = invoice.invoice_type = InvoiceType.LETTER
        work.session.add_all((customer, invoice))
    return [invoice for invoice, _customer in found]


def _latest(work: Work, way: InvoiceType, count: int) -> list[tuple[Invoice, Customer]]:
    """The latest invoices that went this way and are not due yet, each of another customer."""
    query = (
        select(Invoice, Customer)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(
            col(Invoice.state) == InvoiceState.SENT,
            col(Invoice.invoice_type) == way,
            col(Invoice.kind) == InvoiceKind.INVOICE,
            col(Invoice.paid) == 0,
            col(Invoice.due_date) >= work.today(),
        )
        .order_by(col(Invoice.number).desc())
    )
    found: dict[int, tuple[Invoice, Customer]] = {}
    for invoice, customer in work.session.exec(query):
        if len(found) < count:
            found.setdefault(customer.key, (invoice, customer))
    return list(found.values())


def _add_logo(work: Work, company: material.DemoCompany) -> None:
    """A plain mark and the first word of the name, under a name that follows from the company."""
    name = hashlib.sha256(company.slug.encode()).hexdigest()[:43]
    picture = Image.new("RGB", (760, 200), "white")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 20, 160, 180), fill="#2b4a43")
    pen.polygon(((0, 180), (160, 180), (160, 70)), fill="#c9a36a")
    face = ImageFont.truetype(REGULAR_FACE, 92)
    pen.text((200, 100), company.name.split()[0].upper(), fill="#21201c", font=face, anchor="lm")
    out = BytesIO()
    picture.save(out, "PNG")
    with written_whole(logos.folder() / name) as stream:
        stream.write(out.getvalue())
    row = work.session.get_one(Company, work.company_id)
    row.logo_name = name
    work.session.add(row)
    work.session.add(
        StoredFile(
            name=name,
            purpose=FilePurpose.LOGO,
            title="logo.png",
            media_type="image/png",
            size=len(out.getvalue()),
            owner_id=work.actor.user_id,
            created_at=clock.now(),
        )
    )
