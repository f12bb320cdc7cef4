"""What the demo is made of: companies, people, places, projects. All of it is made up."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class DemoCompany:
    """One company of the group and how large its demo is."""

    slug: str
    name: str
    city: tuple[str, str]
    address: str
    customers: int
    projects: int
    first_customer: int
    last_project: int
    last_invoice: int
    hourly_rate: int
    activities: tuple[str, ...]
    co_workers: tuple[str, ...]
    externals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamedCustomer:
    """A customer the tour mentions. `habit` says how it pays, see `payments.HABITS`."""

    name: str
    sector: str
    country: str = "NO"
    currency: str = "NOK"
    habit: str = "prompt"
    status: str = "active"
    projects: tuple[str, ...] = ()
    relation: str = ""


COMPANIES = (
    DemoCompany(
        slug="lysgard",
        name="Lysgård Arkitekter",
        city=("7010", "Trondheim"),
        address="Fjordgata 30",
        customers=214,
        projects=150,
        first_customer=10147,
        last_project=2622,
        last_invoice=20398,
        hourly_rate=1450,
        activities=(
            "Skisseprosjekt",
            "Forprosjekt",
            "Detaljprosjekt",
            "Oppfølging i byggetid",
            "Prosjektledelse",
        ),
        co_workers=(
            "Ingrid Haugland",
            "Trond Aasen",
            "Marte Solberg",
            "Jonas Eide",
            "Sunniva Lie",
            "Kristian Holm",
            "Astrid Nygaard",
            "Henrik Dahle",
            "Silje Brevik",
            "Magnus Fjeld",
            "Tuva Rønning",
            "Eirik Sandvik",
            "Hanna Myhre",
            "Simen Aune",
            "Ragnhild Moe",
            "Oskar Lund",
        ),
        externals=("Nora Aas", "Per Vardal", "Eva Tangen"),
    ),
    DemoCompany(
        slug="vardal",
        name="Vardal Ingeniører",
        city=("7030", "Trondheim"),
        address="Elgeseter gate 12",
        customers=96,
        projects=70,
        first_customer=4000,
        last_project=880,
        last_invoice=8412,
        hourly_rate=1380,
        activities=("Konsept", "Beregning", "Modellering", "Kontroll", "Byggeplassoppfølging"),
        co_workers=(
            "Per Vardal",
            "Nora Aas",
            "Torjus Bakke",
            "Ida Kvam",
            "Sindre Hauge",
            "Maren Lunde",
            "Vegard Strand",
            "Kaja Breivik",
            "Ingrid Haugland",
            "Trond Aasen",
        ),
        externals=("Jonas Eide",),
    ),
    DemoCompany(
        slug="landskap",
        name="Lysgård Landskap",
        city=("7014", "Trondheim"),
        address="Kjøpmannsgata 5",
        customers=48,
        projects=34,
        first_customer=300,
        last_project=214,
        last_invoice=1388,
        hourly_rate=1320,
        activities=("Stedsanalyse", "Utomhusplan", "Planteplan", "Oppfølging i byggetid"),
        co_workers=(
            "Eva Tangen",
            "Ole Skogstad",
            "Live Heggdal",
            "Marte Solberg",
            "Mikkel Ry",
            "Ingrid Haugland",
        ),
    ),
)

NAMED = (
    NamedCustomer(
        "Havneparken Utvikling AS",
        "Private",
        habit="slow",
        relation="Framework agreement",
        projects=("Kvartal B3", "Havnepromenaden", "Parkeringshus, ombygging"),
    ),
    NamedCustomer(
        "Skarvøy kommune",
        "Public",
        relation="Framework agreement",
        projects=("Rådhus, tilbygg", "Kaifront, skisse", "Svømmehall", "Ungdomsskole, fløy C"),
    ),
    NamedCustomer("Sørlia Borettslag", "Private", projects=("Fasader", "Balkonger")),
    NamedCustomer(
        "Tindra Bygg AS",
        "Private",
        habit="late",
        relation="Reference",
        projects=(
            "Fjordgata 8, ombygging",
            "Lagerhall, byggetrinn 2",
            "Kaifront, mulighetsstudie",
            "Rehabilitering fasade øst",
        ),
    ),
    NamedCustomer(
        "Ytre Fjord Helse HF",
        "Public",
        relation="Framework agreement",
        projects=("Sengebygg C", "Akuttmottak", "Psykiatrisk poliklinikk"),
    ),
    NamedCustomer("Kvitfjell Hotell AS", "Private", habit="late", projects=("Spa og svømmehall",)),
    NamedCustomer(
        "Granlund Entreprenør AS",
        "Private",
        habit="never",
        status="blocked",
        projects=("Parkeringskjeller",),
    ),
    NamedCustomer("Elvebakken Skole", "Public", projects=("Uteområde", "Naturfagfløy")),
    NamedCustomer(
        "Byggmästarna i Norrköping AB", "Private", "SE", "SEK", projects=("Kvarteret Linden",)
    ),
    NamedCustomer("Brattlia Barnehage SA", "Private", projects=("Inngangsparti",)),
    NamedCustomer("Kystverft Nord AS", "Private", status="potential"),
    NamedCustomer(
        "Havnegaden 12 ApS", "Private", "DK", "DKK", habit="late", projects=("Ombygning af pakhus",)
    ),
    NamedCustomer("Nordmarka Idrettslag", "Public", projects=("Klubbhus",)),
    NamedCustomer(
        "Stødig Eiendom AS",
        "Private",
        relation="Reference",
        projects=("Torget 4–6", "Kontor, 3. etasje", "Takterrasse"),
    ),
    NamedCustomer("Vestre Havn Tomteselskap", "Private", status="potential"),
    NamedCustomer(
        "Furuhaugen Omsorgssenter", "Public", habit="slow", projects=("Demensavdeling", "Sansehage")
    ),
    NamedCustomer(
        "Lyngholt Arkitektstofa ehf.", "Private", "IS", "NOK", projects=("Samarbeid, Lyngholt",)
    ),
    NamedCustomer(
        "Trelast og Tak Romerike AS", "Private", habit="overpays", projects=("Lagerhall",)
    ),
)

PLACES = (
    "Ramsøy", "Hegrestad", "Bjørkedal", "Storvik", "Tangvik", "Elvestrand", "Myrdal", "Fossheim",
    "Aspevik", "Vollan", "Orrneset", "Havstein", "Kvitnes", "Granlia", "Solvika", "Lyngstad",
    "Skogmo", "Ytterøya", "Breidablikk", "Høgåsen", "Kleivset", "Nesbukt", "Rognlia", "Sandøra",
    "Tverrelv", "Utvik", "Åsheim", "Ørland", "Langnes", "Møllebakken",
)  # fmt: skip

KINDS = (
    ("{place} kommune", "Public"),
    ("{place} Eiendom AS", "Private"),
    ("{place} Borettslag", "Private"),
    ("{place} videregående skole", "Public"),
    ("{place} Sykehjem", "Public"),
    ("{place} Entreprenør AS", "Private"),
    ("{place} Utvikling AS", "Private"),
    ("{place} Barnehage SA", "Private"),
    ("{place} Idrettshall SA", "Private"),
    ("Sameiet {place} Brygge", "Private"),
    ("{place} Hytteutleie AS", "Private"),
    ("{place} menighet", "Public"),
)

FOREIGN = (
    ("Fastighets AB {place}", "SE", "SEK"),
    ("{place} Ejendomme ApS", "DK", "DKK"),
    ("{place} fasteignir ehf.", "IS", "NOK"),
)

TOWNS = {
    "NO": (
        ("7010", "Trondheim"), ("7500", "Stjørdal"), ("7600", "Levanger"), ("7713", "Steinkjer"),
        ("6413", "Molde"), ("6509", "Kristiansund"), ("6002", "Ålesund"), ("8001", "Bodø"),
        ("9008", "Tromsø"), ("0150", "Oslo"), ("2317", "Hamar"), ("5003", "Bergen"),
    ),
    "SE": (("602 21", "Norrköping"), ("411 05", "Göteborg"), ("831 30", "Östersund")),
    "DK": (("1050", "København K"), ("8000", "Aarhus C")),
    "IS": (("101", "Reykjavík"), ("600", "Akureyri")),
}  # fmt: skip

STREETS = (
    "Storgata", "Fjordgata", "Kongens gate", "Skolegata", "Strandveien", "Kirkegata", "Havnegata",
    "Bakkegata", "Industriveien", "Parkveien", "Elvegata", "Torget",
)  # fmt: skip

FIRST_NAMES = (
    "Kari", "Odd", "Stian", "Lise", "Bjørn", "Anne", "Terje", "Mona", "Geir", "Hilde", "Espen",
    "Randi", "Øyvind", "Siv", "Åse", "Rune", "Berit", "Knut", "Tone", "Frode", "Eli", "Leif",
    "Gunn", "Arne",
)  # fmt: skip

LAST_NAMES = (
    "Hegdahl", "Moen", "Brekke", "Nygård", "Hansen", "Sæther", "Aune", "Strøm", "Bakken", "Vik",
    "Lien", "Øverland", "Rustad", "Fossum", "Berge", "Krogh", "Haugen", "Myklebust", "Tveit",
    "Ødegård", "Skjelbred", "Løken",
)  # fmt: skip

TITLES = ("Prosjektleder", "Regnskap", "Byggeleder", "Innkjøper", "Daglig leder", "Eiendomssjef")

PROJECT_NAMES = (
    "Tilbygg", "Ombygging av kontorer", "Mulighetsstudie", "Rehabilitering av tak", "Ny inngang",
    "Uteområde", "Brannprosjektering", "Leilighetsbygg, trinn 1", "Flerbrukshall", "Garasjeanlegg",
    "Universell utforming", "Fasadeskift", "Lagerbygg", "Reguleringsplan", "Energitiltak",
    "Kantine og møterom", "Heis og trapperom", "Verneplan", "Studentboliger", "Bryggekant",
)  # fmt: skip

NOTES = (
    "Vil ha én faktura per prosjekt, med timer spesifisert per aktivitet.",
    "Godkjenner timer før den 3. i måneden. Ring byggeleder ved tvil.",
    "Bestillernummer må stå på fakturaen, ellers kommer den i retur.",
    "Avtalt betaling innen utgangen av måneden. Ingen purring før det.",
    "Ny kontaktperson fra nyttår.",
    "Rammeavtalen går ut neste sommer, ta kontakt i god tid.",
)

COMMENTS = (
    "Plantegninger", "Møte med byggherre", "Snitt og detaljer", "Befaring", "Modell, koordinering",
    "Rammesøknad", "Svar på spørsmål fra entreprenør", "Brannstrategi", "Fasader", "Romprogram",
    "Mengder", "Tverrfaglig kontroll", "Materialvalg", "Illustrasjoner",
)  # fmt: skip

RATES = {"NOK": Decimal(1), "SEK": Decimal("1.0235"), "DKK": Decimal("1.5640")}
