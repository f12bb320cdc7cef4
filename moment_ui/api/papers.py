"""GET /api/<noun>/<company>/<id>.pdf, and its pages as pictures: for readers who may see the paper.

A statement's address says what it tells: /api/statements/<company>/<customer>.pdf?everything&since=2026-01-01.

Everything else is answered with the same 404: no log-in, another company's paper, a role without.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from moment_ui.api.caller import actor
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool, in_workshop
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.companies.queries import sample_invoice
from moment_ui.domain.offers.document import offer_document
from moment_ui.domain.papers.printing import bundle_of
from moment_ui.domain.papers.queries import document_of
from moment_ui.domain.sending.printing import drawn, keep_printed
from moment_ui.domain.sending.queries import letter_documents
from moment_ui.formats.pictures import CannotDraw
from moment_ui.mail.letter import Attachment
from moment_ui.reports.invoices import invoice_preview
from moment_ui.reports.ledger import statement_view
from moment_ui.reports.offers import offer_preview

Asked = TypeVar("Asked")
Document = TypeVar("Document")
_ID = re.compile(r"[1-9][0-9]{0,9}")
PICTURES = "private, max-age=3600"
"""Pages are named by a stamp of what they show: an old picture is never asked for."""


def _id_of(request: Request) -> int:
    return request.path_params["paper_id"]


def _query_of(request: Request) -> tuple[int, str]:
    """Whose statement, and what its address says of it."""
    return _id_of(request), request.url.query


@dataclass(frozen=True, slots=True)
class Papers(Generic[Document]):
    """Papers of one kind: what is read in the database, and what is drawn of that beside it."""

    noun: str
    read: Callable[[Work, Any], Document]
    pdf: Callable[[Document], tuple[str, bytes]]
    picture: Callable[[Document, int], bytes | None]
    asked: Callable[[Request], Any] = _id_of

    def routes(self) -> tuple[Route, ...]:
        """Where they are fetched."""
        path = f"/api/{self.noun}/{{company}}/{{paper_id:int}}"
        return (
            Route(f"{path}.pdf", self._pdf, methods=["GET"]),
            Route(f"{path}/pages/{{page:int}}.png", self._page, methods=["GET"]),
        )

    async def _pdf(self, request: Request) -> Response:
        """The paper as it is printed: to be saved, or with `?show` to be looked at and printed."""
        document = await self._document(request)
        if document is None:
            return _nothing()
        try:
            name, content = await in_workshop(self.pdf, document)
        except CannotDraw:
            text = _("The PDF cannot be made of the files that go with it.")
            return PlainTextResponse(text, status_code=409)
        how = "inline" if "show" in request.query_params else "attachment"
        told = {"Content-Disposition": f'{how}; filename="{name}"'}
        return Response(content, media_type="application/pdf", headers=told)

    async def _page(self, request: Request) -> Response:
        """One page of it as a picture."""
        document = await self._document(request)
        if document is None:
            return _nothing()
        picture = await in_workshop(self.picture, document, request.path_params["page"])
        if picture is None:
            return _nothing()
        return Response(picture, media_type="image/png", headers={"Cache-Control": PICTURES})

    async def _document(self, request: Request) -> Document | None:
        reader = await actor(request, request.path_params["company"])
        return await in_pool(_read, reader, self.read, self.asked(request)) if reader else None


async def letters(request: Request) -> Response:
    """The invoices that `id` names, one behind the other in a file: to be printed at once.

    What who sends invoices prints is kept, for when it is said to be posted.
    """
    reader = await actor(request, request.path_params["company"])
    ids = [int(text) for text in request.query_params.getlist("id") if _ID.fullmatch(text)]
    documents = await in_pool(_read, reader, letter_documents, ids) if reader and ids else None
    if not reader or not documents:
        return _nothing()
    papers = await in_workshop(drawn, documents)
    try:
        content = await in_workshop(bundle_of, [paper.content for paper in papers.values()])
    except CannotDraw:
        return _nothing()
    if reader.may(Permission.SEND_INVOICES):
        await in_pool(_keep, reader, papers)
    told = {"Content-Disposition": 'inline; filename="letters.pdf"'}
    return Response(content, media_type="application/pdf", headers=told)


def _keep(reader: Actor, papers: Mapping[int, Attachment]) -> None:
    with writing(reader) as work:
        keep_printed(work, papers)


def _read(reader: Actor, read: Callable[[Work, Asked], Document], asked: Asked) -> Document | None:
    with reading(reader) as work:
        try:
            return read(work, asked)
        except AppError:
            return None


def _nothing() -> Response:
    return PlainTextResponse(_("There is no such file."), status_code=404)


OFFERS = Papers("offers", offer_document, offer_preview.offer_pdf, offer_preview.preview.picture)
INVOICES = Papers(
    "invoices", document_of, invoice_preview.invoice_pdf, invoice_preview.preview.picture
)
SAMPLES = Papers(
    "sample-invoices", sample_invoice, invoice_preview.invoice_pdf, invoice_preview.preview.picture
)
STATEMENTS = Papers(
    "statements",
    statement_view.statement_named,
    statement_view.statement_pdf,
    statement_view.preview.picture,
    _query_of,
)
ROUTES = (
    *OFFERS.routes(),
    *INVOICES.routes(),
    *SAMPLES.routes(),
    *STATEMENTS.routes(),
    Route("/api/letters/{company}.pdf", letters, methods=["GET"]),
)
