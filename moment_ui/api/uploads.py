"""POST /api/uploads/<slug>/imports: a file to import, from a plain form that the browser posts.

GET /api/uploads/samples/<kind>.csv: a sample of what such a file looks like.

Only who may import in the company can; the size is limited by the layer in front, the origin
checked by the gate. The answer is 303 to the import page, which reads the file and says what it is.
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
from moment_ui.db.work import writing
from moment_ui.domain.uploads import files
from moment_ui.domain.uploads.commands import keep_upload
from moment_ui.imports.errors import UnknownColumn
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.samples import sample_file
from moment_ui.models.importing import ImportKind

BLOCK = 1 << 20
KINDS = frozenset(kind.value for kind in ImportKind)


async def upload(request: Request) -> Response:
    """Keep the posted file and show the import page for it."""
    slug: str = request.path_params["slug"]
    who = await actor(request, slug)
    if who is None or not who.may(Permission.IMPORT):
        return PlainTextResponse(_("Your role does not allow this."), status_code=403)
    async with request.form(max_files=1, max_fields=4) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile) or not file.filename:
            return _page(slug, problem="none")
        file_id = await in_pool(_keep, who, file.file, file.filename)
    kind = str(form.get("kind", ""))
    return _page(slug, file=str(file_id), **({"kind": kind} if kind in KINDS else {}))


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


def _page(slug: str, **query: str) -> Response:
    return RedirectResponse(f"/{slug}/setup/import?{urlencode(query)}", status_code=303)


async def sample(request: Request) -> Response:
    """A sample file of a kind; it holds nothing of anybody's."""
    try:
        kind = kind_called(request.path_params["kind"])
    except UnknownColumn:
        return PlainTextResponse(_("There is no such file."), status_code=404)
    name = f"{kind.kind.value}.csv"
    return Response(
        sample_file(kind),
        media_type="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )


ROUTES = (
    Route("/api/uploads/samples/{kind}.csv", sample, methods=["GET"]),
    Route("/api/uploads/{slug}/imports", upload, methods=["POST"]),
)
