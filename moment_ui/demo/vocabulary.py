"""What names, addresses and texts of the demo are drawn from."""

from decimal import Decimal

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
