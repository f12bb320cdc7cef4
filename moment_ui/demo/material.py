"""What the demo is made of: its companies and the customers with names. All of it is made up."""

from dataclasses import dataclass


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
