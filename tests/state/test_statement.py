"""A customer's statement in front of a reader: what its address asks for, its paper, sent by real SMTP."""

import io
import re

from pypdf import PdfReader
from sqlmodel import select

from moment_ui.db.work import reading
from moment_ui.domain.letters import delivery
from moment_ui.domain.statements.keeping import sent_paper
from moment_ui.models.reminder import ReminderMessage
from moment_ui.models.sending import SendResult
from moment_ui.state.ledger.statement import SendStatementState, StatementState
from tests.mail.test_post import Box, way_out
from tests.mail.test_post import server as mail_server
from tests.tabs import HYDRATE

FORM = {"others": "post@berg.example", "subject": "Kontoutskrift", "text": "Vedlagt"}


async def opened(tabs, world, actor, query=""):
    berg = world.nord.customers[10002]
    tab = tabs.open(actor, f"/nord/customers/{berg}/statement{query}")
    await tab.call(HYDRATE)
    return tab, await tab.call(StatementState.load)


def text_of(content: bytes) -> str:
    pages = PdfReader(io.BytesIO(content)).pages
    told = " ".join(page.extract_text() for page in pages)
    return re.sub(r"\s+", " ", told.replace("\N{NO-BREAK SPACE}", " "))


async def test_a_statement_tells_what_is_asked_and_is_sent(tabs, world, monkeypatch):
    tab, shown = await opened(tabs, world, world.nord.economy)
    view = shown.vars["view"]
    assert view.sums == [("EUR", "375,00 EUR"), ("NOK", "4\N{NO-BREAK SPACE}000,00 NOK")]
    assert [view.everything, view.until, view.language, view.pages] == [
        False,
        "2026-11-16",
        "nb",
        1,
    ]
    await tab.call(StatementState.tell_everything, kind="yes")
    await tab.call(StatementState.set_day, key="since", day="2026-11-06")
    wrong = await tab.call(StatementState.set_day, key="until", day="2026-11-05")
    assert wrong.vars["errors"] == {"since": "The first day comes after the last."}
    asked = await tab.call(StatementState.set_day, key="until", day="2026-11-12")
    assert asked.vars["bar"].address.endswith("?everything=yes&since=2026-11-06&until=2026-11-12")
    begun = await tab.call(SendStatementState.start)
    assert begun.vars["letter"].file == "kontoutskrift-berg-entreprenor-as-2026-11-12.pdf"
    assert begun.vars["letter"].receivers == "post@10002.example"
    box = Box()
    with mail_server(box) as port, monkeypatch.context() as patch:
        patch.setattr(delivery, "post", lambda: way_out(port, smtp_seconds=10))
        sent = await tab.call(SendStatementState.submit, form=FORM)
        assert sent.vars["opened"] is False
        await tab.call(SendStatementState.submit, form=FORM)
    (letter,) = box.letters
    assert (letter["Subject"], box.receivers) == ("Kontoutskrift", ["post@berg.example"])
    (paper,) = letter.iter_attachments()
    told = text_of(paper.get_payload(decode=True))
    for part in (
        "Kontoutskrift", "06.11.2026–12.11.2026", "Inngående saldo 5 000,00",
        "10.11.2026 1 000,00 4 000,00", "Utgående saldo NOK 4 000,00",
        "Inngående saldo 375,00", "Utgående saldo EUR 375,00", "faktura 5003",
    ):  # fmt: skip
        assert part in told
    with reading(world.nord.economy) as work:
        (row,) = work.session.exec(select(ReminderMessage)).all()
        assert (row.result, row.level, row.receivers) == (SendResult.SENT, 0, ["post@berg.example"])
        assert sent_paper(work, row.key).path.read_bytes() == paper.get_payload(decode=True)
    assert [(line.what, line.result, line.paper) for line in sent.vars["view"].log] == [
        ("Statement", "Sent", begun.vars["letter"].file)
    ]


async def test_its_address_is_shared_and_a_past_day_knows_what_was_open_then(tabs, world):
    _tab, shown = await opened(tabs, world, world.nord.economy, "?until=2026-11-04&language=en")
    assert shown.vars["view"].sums == [("EUR", "375,00 EUR")]
    assert shown.vars["view"].language == "en"
    for query in ("?until=1066-10-14", "?language=xx", "?until=tomorrow"):
        _tab, refused = await opened(tabs, world, world.nord.economy, query)
        assert refused.vars["phase"] == "failed"


async def test_statements_are_for_those_who_see_the_economy_of_the_company(tabs, world):
    _tab, refused = await opened(tabs, world, world.nord.project_leader)
    assert "view" not in refused.vars
    assert refused.vars["phase"] == "refused"
    theirs = world.sor.customers[10002]
    tab = tabs.open(world.nord.economy, f"/nord/customers/{theirs}/statement")
    await tab.call(HYDRATE)
    assert (await tab.call(StatementState.load)).vars["phase"] == "failed"
