"""GET of payment files as the banks sent them: for those who register payments, of their own company."""

import httpx
import pytest
from starlette.applications import Starlette

from moment_ui.api import payment_files
from moment_ui.db.work import writing
from moment_ui.domain.payment_files import files, originals
from moment_ui.domain.payment_files.commands import remove_file
from moment_ui.domain.payment_files.reading import Brought, read_file
from tests.api.test_papers import cookie
from tests.domain.test_payment_files import brought, quiet
from tests.formats.bank_files import camt_file
from tests.formats.test_bank_files import PAID


@pytest.fixture
async def visitor(world):
    transport = httpx.ASGITransport(Starlette(routes=[*payment_files.ROUTES]))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


async def test_the_bank_s_own_bytes_are_kept_fetched_and_go_with_the_file(world, visitor, tmp_path):
    content, path = camt_file(PAID[:1], "02"), tmp_path / "fra-banken.xml"
    path.write_bytes(content)
    given = brought(content, "fra banken – å.xml")
    file_id = read_file(
        world.nord.economy,
        Brought(given.title, given.format, given.sha256, given.opened, given.sha256, path),
        quiet,
    )
    path.unlink()
    url = f"/api/payment-files/nord/{file_id}"
    answer = await visitor.get(url, headers=cookie(world.nord.economy))
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["content-disposition"].startswith("attachment")
    for actor in (world.nord.project_leader, world.sor.economy, None):
        headers = cookie(actor) if actor else {}
        assert (await visitor.get(url, headers=headers)).status_code == 404
    assert originals.sweep_originals() == 0
    with writing(world.nord.economy) as work:
        remove_file(work, file_id)
    assert (await visitor.get(url, headers=cookie(world.nord.economy))).status_code == 404
    (left,) = files.folder().iterdir()
    files.remove_orphans(set(), unwanted=left.name)
    assert not left.exists()
