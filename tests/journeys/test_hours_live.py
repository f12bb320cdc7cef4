"""Hours written at home appear on the main company's board, whatever happens to wires, Redis and workers."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from moment_ui.core import clock
from tests.journeys.acts import ADMINISTRATOR, fill_in_log_in
from tests.journeys.conftest import NewPage
from tests.proxy import Proxy, proxy_to
from tests.redis_server import RedisServer, redis_server
from tests.serving import Served, serving_by

PROJECT = "Fjordgata 8, ombygging"
HOME_LEADER = "nora.aas@vardal.example"
AT_ONCE_MS = 2000
BACK_MS = 15_000
REFUSED = "net::ERR_CONNECTION_REFUSED"


@dataclass
class Stage:
    """Two workers with their Redis, a wire to them that can be cut, and who writes on what at home."""

    served: Served
    redis: RedisServer
    wire: Proxy
    main: int
    secondary: int
    activity: int
    writer: int
    company: int
    minutes: int = 0

    def write(self, minutes: int) -> None:
        """Write the cell of today anew, by the command of the timesheet."""
        order = {
            "user": self.writer,
            "company": self.company,
            "activity": self.activity,
            "day": f"{clock.today():%Y-%m-%d}",
            "minutes": minutes,
            "shown": self.minutes,
        }
        httpx.post(f"{self.served.url}/bench/write", json=order, timeout=30).raise_for_status()
        self.minutes = minutes

    def ask(self, statement: str, *values: object) -> tuple[int, ...]:
        """A row of the database."""
        with closing(sqlite3.connect(self.served.data_dir / "moment.db")) as connection:
            return connection.execute(statement, values).fetchone()


@pytest.fixture
def stage(served: Served, tmp_path: Path) -> Iterator[Stage]:
    """The demo's data as all journeys have them, in a copy of their own."""
    data = tmp_path / "data"
    data.mkdir()
    with (
        closing(sqlite3.connect(served.data_dir / "moment.db")) as source,
        closing(sqlite3.connect(data / "moment.db")) as copy,
    ):
        source.backup(copy)
    program = ("-m", "tests.live_server")
    with (
        redis_server() as redis,
        serving_by(program, data, REDIS_URL=redis.url, WORKERS="2") as two,
        proxy_to(urlsplit(two.url).port or 0) as wire,
    ):
        made = Stage(two, redis, wire, 0, 0, 0, 0, 0)
        made.main, made.secondary, made.company = made.ask(
            "SELECT p.main_project_id, p.id, p.company_id FROM project p"
            " JOIN company c ON c.id = p.company_id WHERE p.name = ? AND c.slug = 'vardal'"
            " AND p.main_project_id IS NOT NULL",
            PROJECT,
        )
        (made.activity,) = made.ask(
            "SELECT id FROM activity WHERE project_id = ? ORDER BY position LIMIT 1", made.secondary
        )
        (made.writer,) = made.ask("SELECT id FROM user WHERE email = ?", HOME_LEADER)
        yield made


def open_board(page: Page, url: str, email: str, path: str) -> None:
    page.goto(f"{url}/login/")
    fill_in_log_in(page, email)
    page.goto(f"{url}{path}")
    title = page.get_by_role("heading", name=f"Hours on {PROJECT}")
    expect(title).to_be_visible(timeout=BACK_MS)  # two workers have just begun
    expect(page.get_by_text("Live", exact=True)).to_be_visible()


@contextmanager
def cut(wire: Proxy, complaints: list[str]) -> Iterator[None]:
    """No connection through the wire; that the browser says so of each attempt is no fault."""
    wire.cut()
    try:
        yield
    finally:
        complaints[:] = [each for each in complaints if REFUSED not in each]


def test_hours_arrive_without_a_refresh_and_are_caught_up_with(
    stage: Stage, new_page: NewPage, complaints: list[str]
) -> None:
    main, home = new_page(), new_page()
    open_board(main, stage.wire.url, ADMINISTRATOR, f"/lysgard/projects/{stage.main}/hours")
    open_board(home, stage.served.url, HOME_LEADER, f"/vardal/projects/{stage.secondary}/hours")

    stage.write(150)
    mark = main.locator("tr.news").filter(has_text="Nora Aas").get_by_text("+2,5 h now")
    expect(mark).to_be_visible(timeout=AT_ONCE_MS)
    expect(home.get_by_text("+2,5 h now")).to_be_visible(timeout=AT_ONCE_MS)
    news = main.get_by_role("complementary", name="Latest hours").get_by_role("listitem").first
    expect(news).to_contain_text("Nora Aas")
    expect(news).to_contain_text("Vardal Ingeniører")

    with cut(stage.wire, complaints):
        expect(main.get_by_text("Reconnecting since")).to_be_visible(timeout=BACK_MS)
        stage.write(240)
        stage.wire.mend()
        expect(main.get_by_text("Live", exact=True)).to_be_visible(timeout=BACK_MS)
    expect(main.get_by_text("+1,5 h meanwhile")).to_be_visible(timeout=BACK_MS)
    expect(news).to_contain_text("2,5 h changed to 4 h")

    stage.redis.kill()
    stage.write(300)
    stage.redis.start()
    expect(news).to_contain_text("4 h changed to 5 h", timeout=BACK_MS)
    stage.write(330)
    expect(news).to_contain_text("5 h changed to 5,5 h", timeout=BACK_MS)
    (total,) = stage.ask("SELECT sum(minutes) FROM time_record WHERE project_id = ?", stage.main)
    written = f"{total / 60:.1f}".replace(".", ",")
    expect(main.get_by_role("row", name="All hours")).to_contain_text(written)
