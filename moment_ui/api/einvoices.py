"""GET /api/invoices/<company>/<id>.xml: the e-invoice, once nothing stands in its way.

409 with a sentence a line where something does. Everything else is answered with the same 404: no
log-in, another company's invoice, a draft, a role without.
"""

from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from moment_ui.api.caller import actor
from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool, in_workshop
from moment_ui.db.work import reading
from moment_ui.domain.einvoices.making import EInvoice
from moment_ui.domain.einvoices.queries import Readied, readied
from moment_ui.formats.einvoice_check import CannotCheck
from moment_ui.reports.invoices.einvoice_view import findings_of, judged

LARGEST_ID = 2**63 - 1


async def xml(request: Request) -> Response:
    """The e-invoice, to be saved."""
    reader = await actor(request, request.path_params["company"])
    invoice_id: int = request.path_params["invoice_id"]
    found = None
    if reader is not None and invoice_id <= LARGEST_ID:
        found = await in_pool(_readied, reader, invoice_id)
    if found is None or found.document.number is None:
        return PlainTextResponse(_("There is no such file."), HTTPStatus.NOT_FOUND)
    try:
        made, wrong = await in_workshop(_looked_at, found)
    except CannotCheck:
        text = _("The official rules could not be run. Try again, or tell an administrator.")
        return PlainTextResponse(text, HTTPStatus.SERVICE_UNAVAILABLE)
    if wrong:
        return PlainTextResponse("\n".join(wrong), HTTPStatus.CONFLICT)
    name = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return Response(made.xml, media_type="application/xml", headers=name)


def _readied(reader: Actor, invoice_id: int) -> Readied | None:
    with reading(reader) as work:
        try:
            return readied(work, invoice_id)
        except AppError:
            return None


def _looked_at(found: Readied) -> tuple[EInvoice, list[str]]:
    made, verdict = judged(found)
    stopping = [each for each in findings_of(found, made, verdict) if each.stops]
    return made, [f"{each.rule} {each.text}".strip() for each in stopping]


ROUTES = (Route("/api/invoices/{company}/{invoice_id:int}.xml", xml, methods=["GET"]),)
