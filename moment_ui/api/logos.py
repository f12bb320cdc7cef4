"""POST /api/uploads/<slug>/logo: the company's logo, from a plain form that the browser posts.

Only who may set up invoicing can. The answer is 303 to Setup → Company, which says what became of it.
"""

import hashlib
from pathlib import Path

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from moment_ui.api.caller import actor
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.files import plain_title, random_name, written_whole
from moment_ui.core.media import HEAD_BYTES, TAIL_BYTES, Glimpse, media_type
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import writing
from moment_ui.domain.companies.commands import set_logo
from moment_ui.domain.companies.errors import NoLogo
from moment_ui.domain.folders.storing import Brought
from moment_ui.domain.papers.printing import LOGO_EDGE, logos
from moment_ui.formats.pictures import CannotDraw, plate

MOST = 5_000_000


async def upload(request: Request) -> Response:
    """Keep the posted picture as the logo, and show the page."""
    slug: str = request.path_params["slug"]
    who = await actor(request, slug)
    if who is None or not who.may(Permission.SETUP_INVOICING):
        return PlainTextResponse(_("Your role does not allow this."), status_code=403)
    async with request.form(max_files=1, max_fields=2) as form:
        file = form.get("file")
        content = await file.read(MOST + 1) if isinstance(file, UploadFile) else b""
        title = file.filename if isinstance(file, UploadFile) else ""
    try:
        await in_pool(_keep, who, content, title or "logo")
    except NoLogo:
        return RedirectResponse(f"/{slug}/setup/company?problem=logo", status_code=303)
    return RedirectResponse(f"/{slug}/setup/company", status_code=303)


def _keep(who: Actor, content: bytes, title: str) -> None:
    if not 0 < len(content) <= MOST:
        raise NoLogo
    name = random_name()
    path = logos.path_of(name) or Path()
    try:
        with written_whole(path) as out:
            out.write(content)
        plate(path, LOGO_EDGE, photo=False)
        seen = Glimpse(content[:HEAD_BYTES], content[-TAIL_BYTES:])
        digest = hashlib.sha256(content).hexdigest()
        brought = Brought(name, plain_title(title, 200), len(content), media_type(seen), digest)
        with writing(who) as work:
            set_logo(work, brought)
    except CannotDraw as error:
        logos.remove(name)
        raise NoLogo from error
    except BaseException:
        logos.remove(name)
        raise


ROUTES = (Route("/api/uploads/{slug}/logo", upload, methods=["POST"]),)
"""Beside the files to import: the layer in front lets files come in under /api/uploads only."""
