"""POST /api/uploads/<slug>/imports: a file to import, from a plain form that the browser posts.

POST /api/uploads/<slug>/payment-files, …/partner-structures: the same for payments, and partner companies.

GET /api/uploads/samples/<kind>.csv: a sample of what such a file looks like.

Only who may import in the company can, one file at a time; the size is limited by the layer in
front and by the company's room for uploads, the origin checked by the gate. The answer is 303 to the import page, which reads the file and says what it is.
"""

from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from moment_ui.api.caller import actor
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.files import random_name, written_whole
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import reading, writing
from moment_ui.domain.uploads import files
from moment_ui.domain.uploads.commands import NoRoom, check_room, keep_upload
from moment_ui.imports.errors import UnknownColumn
from moment_ui.imports.kind import Columns
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.partner_structure import STRUCTURE
from moment_ui.imports.samples import sample_file
from moment_ui.models.importing import ImportKind

BLOCK = 1 << 20
_coming_in: set[int] = set()  # one file of a reader at a time
KINDS = frozenset(kind.value for kind in ImportKind)


async def upload(request: Request) -> Response:
    """Keep the posted file and show the import page for it."""
    return await _kept(request, "setup/import", {Permission.IMPORT})


async def payments(request: Request) -> Response:
    """Keep the posted file of payments and show the page that reads it."""
    needed = {Permission.IMPORT, Permission.REGISTER_PAYMENTS}
    return await _kept(request, "finances/payment-files", needed)


async def partner_structures(request: Request) -> Response:
    """Keep the posted file of partner companies and show the page that checks it."""
    needed = {Permission.IMPORT, Permission.SETUP_PARTNERS}
    return await _kept(request, "setup/partners/import", needed)


async def _kept(request: Request, page: str, needed: set[Permission]) -> Response:
    slug: str = request.path_params["slug"]
    who = await actor(request, slug)
    if who is None or not needed <= who.permissions:
        return PlainTextResponse(_("Your role does not allow this."), status_code=403)
    if who.user_id in _coming_in:
        return _page(slug, page, problem="busy")
    _coming_in.add(who.user_id)
    try:
        return _page(slug, page, **await _taken_in(request, who))
    except NoRoom:
        return _page(slug, page, problem="full")
    finally:
        _coming_in.discard(who.user_id)


async def _taken_in(request: Request, who: Actor) -> dict[str, str]:
    """What the import page's address says of the posted file. Raises NoRoom."""
    await in_pool(_check_room, who, _declared_size(request))
    async with request.form(max_files=1, max_fields=4) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return {"problem": "none"}
        file_id = await in_pool(_keep, who, file.file, file.filename)
    kind = str(form.get("kind", ""))
    return {"file": str(file_id), **({"kind": kind} if kind in KINDS else {})}


def _declared_size(request: Request) -> int:
    """What the request says of its size: refused before a byte of it is on disk."""
    text = request.headers.get("content-length", "0")
    return int(text) if text.isdecimal() else 0


def _check_room(who: Actor, size: int) -> None:
    with reading(who) as work:
        check_room(work, size)


def _keep(who: Actor, content: BinaryIO, title: str) -> int:
    name = random_name()
    path = files.path_of(name) or Path()
    try:
        with written_whole(path) as out:
            while block := content.read(BLOCK):
                out.write(block)
        with writing(who) as work:
            return keep_upload(work, name, title, path.stat().st_size)
    except BaseException:
        files.remove(name)
        raise


def _page(slug: str, page: str, **query: str) -> Response:
    return RedirectResponse(f"/{slug}/{page}?{urlencode(query)}", status_code=303)


async def sample(request: Request) -> Response:
    """A sample file of a kind; it holds nothing of anybody's."""
    try:
        kind = kind_called(request.path_params["kind"])
    except UnknownColumn:
        return PlainTextResponse(_("There is no such file."), status_code=404)
    return _as_file(kind, f"{kind.kind.value}.csv")


async def structure_template(_request: Request) -> Response:
    """A template for a structure of partner companies."""
    return _as_file(STRUCTURE, "partner-structure.csv")


def _as_file(columns: Columns, name: str) -> Response:
    return Response(
        sample_file(columns),
        media_type="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


ROUTES = (
    Route("/api/uploads/samples/partner-structure.csv", structure_template, methods=["GET"]),
    Route("/api/uploads/samples/{kind}.csv", sample, methods=["GET"]),
    Route("/api/uploads/{slug}/imports", upload, methods=["POST"]),
    Route("/api/uploads/{slug}/partner-structures", partner_structures, methods=["POST"]),
    Route("/api/uploads/{slug}/payment-files", payments, methods=["POST"]),
)
