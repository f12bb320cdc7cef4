"""Files of some demo customers and projects: drawings, a contract in two versions, pictures, a price list."""

import base64
import datetime as dt
import hashlib
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from moment_ui.core import clock, media
from moment_ui.core.files import written_whole
from moment_ui.core.folding import search_text
from moment_ui.core.money import Money
from moment_ui.core.table import Column, Heading, Kind, build_table
from moment_ui.db.work import Work
from moment_ui.demo.customers import DemoCustomer
from moment_ui.demo.dice import dice
from moment_ui.demo.projects import DemoProject
from moment_ui.domain.folders import rules
from moment_ui.domain.folders.folder import CUSTOMERS, PROJECTS, Folder
from moment_ui.formats import xlsx
from moment_ui.formats.text import Reader
from moment_ui.models.file import StoredFile
from moment_ui.models.project import ProjectStatus

DRAWN = {"pdf": media.PDF, "png": "image/png", "xlsx": media.XLSX}


@dataclass(frozen=True, slots=True)
class DemoFile:
    """A file of the demo: its name, what it is about, how many versions, how many days old."""

    name: str
    description: str = ""
    versions: int = 1
    age: int = 20
    with_invoices: bool = False


SETS = (
    (
        DemoFile("Plan 1. etasje.pdf", "Grunnlag for rammesøknad", versions=3, age=4),
        DemoFile("Fasade øst.png", "Befaring, før rehabilitering", age=12),
        DemoFile("Rammeavtale 2025–2028.pdf", "Signert av begge parter", versions=2, age=310),
        DemoFile("Timepriser 2026.xlsx", "Avtalt i møte 14. januar", age=60),
        DemoFile("Inngangsparti.png", age=12),
    ),
    (
        DemoFile("Situasjonsplan.pdf", "Målestokk 1:500", age=35),
        DemoFile("Befaring tak.png", "Skader etter stormen, nordre gavl", age=8),
    ),
    (DemoFile("Oppdragsbekreftelse.pdf", versions=2, age=90),),
)


OF_PROJECTS = (
    (
        DemoFile(
            "Byggemøtereferat nr. 7.pdf",
            "Vedlegges faktura etter avtale",
            age=6,
            with_invoices=True,
        ),
        DemoFile("Snitt A–A.pdf", versions=2, age=15),
        DemoFile("Rigg på tomta.png", "Sett fra Åsveien", age=9),
    ),
    (DemoFile("Endringsliste.xlsx", "Godkjente endringer", versions=2, age=18),),
)


def add_project_files(work: Work, slug: str, projects: list[DemoProject]) -> None:
    """Give the newest running projects of customers their files."""
    running = [
        project
        for project in projects
        if project.customer and project.row["status"] is ProjectStatus.ACTIVE
    ]
    for project, some in zip(reversed(running), OF_PROJECTS, strict=False):
        for file in some:
            _add(work, PROJECTS, project.id, file, (slug, f"project {project.id}"))


def add_files(work: Work, slug: str, customers: list[DemoCustomer]) -> None:
    """Give the first customers of a company their files."""
    for customer, some in zip(customers, SETS, strict=False):
        for file in some:
            _add(work, CUSTOMERS, customer.id, file, (slug, customer.number))


def _add(
    work: Work, folder: Folder, owner_id: int, file: DemoFile, whose: tuple[str, int | str]
) -> None:
    """Store a file; `whose` it is decides what its bytes are."""
    newest = clock.now().replace(hour=9, minute=0, second=0, microsecond=0) - dt.timedelta(file.age)
    row = folder.table(
        **{folder.column: owner_id},
        name=file.name,
        same_name=rules.same_name(file.name),
        description=file.description,
        search=search_text(file.name, file.description),
        latest=file.versions,
        with_invoices=file.with_invoices,
        created_at=newest - dt.timedelta(days=6 * (file.versions - 1)),
        changed_at=newest,
    )
    work.session.add(row)
    work.session.flush()
    for number in range(1, file.versions + 1):
        at = newest - dt.timedelta(days=6 * (file.versions - number))
        stored = _stored(work, folder, (*whose, file.name, number), at)
        work.session.add(
            folder.versions(
                file_id=row.key,
                stored_file_id=stored.key,
                number=number,
                by_name=work.actor.name,
                created_at=at,
            )
        )
    work.session.flush()


def _stored(
    work: Work, folder: Folder, key: tuple[str, int | str, str, int], at: dt.datetime
) -> StoredFile:
    ending = rules.ending(key[2])
    content = _WRITERS[ending](key[2], key[3], dice("files", *key))
    name = base64.urlsafe_b64encode(hashlib.sha256(repr(key).encode()).digest()).decode()[:43]
    with written_whole(folder.shelf.folder() / name) as out:
        out.write(content)
    stored = StoredFile(
        name=name,
        purpose=folder.purpose,
        title=key[2],
        media_type=DRAWN[ending],
        size=len(content),
        owner_id=work.actor.user_id,
        created_at=at,
    )
    work.session.add(stored)
    work.session.flush()
    return stored


def _pdf(title: str, number: int, chance: Random) -> bytes:
    """A drawing with a title block, and a page of text after it."""
    out = BytesIO()
    page = Canvas(out, pagesize=landscape(A4), invariant=1)
    page.setTitle(title)
    for _room in range(9):
        left, below = 60 + 70 * chance.randrange(9), 110 + 55 * chance.randrange(6)
        page.rect(left, below, 70 * chance.randrange(1, 4), 55 * chance.randrange(1, 3))
    page.setFont("Helvetica", 12)
    page.drawString(60, 70, f"{title.removesuffix('.pdf')} · versjon {number}")
    page.showPage()
    page.setFont("Helvetica", 12)
    page.drawString(60, 500, "Merknader: mål i millimeter, kontrolleres på stedet.")
    page.showPage()
    page.save()
    return out.getvalue()


def _png(_title: str, _number: int, chance: Random) -> bytes:
    """A house under a sky."""
    sky = chance.choice(("#bcd6ea", "#e9d7c2", "#c9d3d8"))
    picture = Image.new("RGB", (1200, 800), sky)
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 620, 1200, 800), fill="#6d7a5f")
    draw.rectangle((250, 300, 950, 660), fill=chance.choice(("#a8452f", "#d8c9a8", "#3f4d5c")))
    draw.polygon(((210, 310), (600, 120), (990, 310)), fill="#3a3633")
    for left in range(310, 900, 150):
        draw.rectangle((left, 380, left + 80, 480), fill="#f3efe6")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _xlsx(title: str, _number: int, chance: Random) -> bytes:
    rows = [
        (name, Decimal(50 * chance.randrange(20, 36)))
        for name in ("Sivilarkitekt", "Ingeniør", "Teknisk tegner")
    ]
    columns: tuple[Column[tuple[str, Decimal]], ...] = (
        Column("category", "Kategori", Kind.TEXT, lambda row: row[0]),
        Column("rate", "Timepris", Kind.MONEY, lambda row: Money(row[1], "NOK")),
    )
    heading = Heading(title=title, company="", filters=(), made_at="", made_by="")
    out = BytesIO()
    xlsx.write(build_table(columns, rows), heading, Reader("nb_NO", "Europe/Oslo"), out)
    return out.getvalue()


_WRITERS = {"pdf": _pdf, "png": _png, "xlsx": _xlsx}
