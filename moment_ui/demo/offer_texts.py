"""What the demo's offers say, in the language of their customer. All of it is made up."""

from dataclasses import dataclass

from moment_ui.demo import vocabulary

Product = tuple[str, str, int]


@dataclass(frozen=True, slots=True)
class OfferTexts:
    """One language. Every tuple is as long, and in the same order, as in the others."""

    names: tuple[str, ...]
    activities: dict[str, str]
    lines: tuple[str, ...]
    products: tuple[Product, ...]
    intro: str
    closing: str
    reasons: tuple[str, ...]


NORWEGIAN = OfferTexts(
    names=(
        "Rådhus, tilbygg og ny inngang", "Barnehage for seks avdelinger",
        "Mulighetsstudie, kaifronten", "Fasader og vinduer, Torget 4–6",
        "Uteområder og lekeplass", "Omsorgsboliger, byggetrinn 2", "Idrettshall med kafé",
        "Rehabilitering av naust", "Kontorer i tredje og fjerde etasje",
        "Parkeringskjeller og varelevering", "Søknad om rammetillatelse",
        "Brannkonsept og rømningsveier",
    ),
    activities={},
    lines=vocabulary.COMMENTS,
    products=(
        ("Terrengmodell 1:200 i bjørk", "stk", 18_500), ("Utskrifter og innbinding", "sett", 640),
        ("Reise til byggeplass", "tur", 1_120), ("Oppmåling med skanner", "dag", 9_800),
    ),
    intro="Takk for hyggelige møter og en god befaring. Vi tilbyr arbeidet slik det er beskrevet under, "
    "med de forutsetningene vi ble enige om.",
    closing="Timer utover dette avtales på forhånd. Betaling 14 dager netto.",
    reasons=(
        "Vi har valgt en annen løsning denne gangen.", "Prosjektet er utsatt til neste år.", "",
    ),
)  # fmt: skip

SWEDISH = OfferTexts(
    names=(
        "Rådhus, tillbyggnad och ny entré", "Förskola med sex avdelningar",
        "Förstudie, kajfronten", "Fasader och fönster, Torget 4–6", "Utemiljö och lekplats",
        "Vårdbostäder, etapp 2", "Idrottshall med kafé", "Renovering av sjöbod",
        "Kontor på tredje och fjärde våningen", "Parkeringsgarage och varumottagning",
        "Ansökan om bygglov", "Brandkoncept och utrymningsvägar",
    ),
    activities={
        "Skisseprosjekt": "Skisskede", "Forprosjekt": "Programhandling",
        "Detaljprosjekt": "Bygghandling", "Oppfølging i byggetid": "Uppföljning under byggtiden",
        "Prosjektledelse": "Projektledning", "Konsept": "Koncept", "Beregning": "Beräkning",
        "Modellering": "Modellering", "Kontroll": "Kontroll",
        "Byggeplassoppfølging": "Uppföljning på byggplatsen", "Stedsanalyse": "Platsanalys",
        "Utomhusplan": "Utemiljöplan", "Planteplan": "Växtplan",
    },
    lines=(
        "Planritningar", "Möte med byggherren", "Sektioner och detaljer", "Platsbesök",
        "Modell, samordning", "Bygglovshandlingar", "Svar på frågor från entreprenören",
        "Brandstrategi", "Fasader", "Rumsprogram", "Mängder", "Tvärfacklig granskning",
        "Materialval", "Illustrationer",
    ),
    products=(
        ("Terrängmodell 1:200 i björk", "st", 18_500), ("Utskrifter och bindning", "set", 640),
        ("Resa till byggplatsen", "resa", 1_120), ("Inmätning med skanner", "dag", 9_800),
    ),
    intro="Tack för trevliga möten och ett bra platsbesök. Vi erbjuder arbetet så som det beskrivs nedan, "
    "med de förutsättningar vi kom överens om.",
    closing="Timmar utöver detta avtalas i förväg. Betalning 30 dagar netto.",
    reasons=("Vi har valt en annan lösning den här gången.", "Projektet är uppskjutet till nästa år.", ""),
)  # fmt: skip

DANISH = OfferTexts(
    names=(
        "Rådhus, tilbygning og ny indgang", "Børnehave med seks stuer",
        "Mulighedsstudie, kajfronten", "Facader og vinduer, Torvet 4–6",
        "Udearealer og legeplads", "Plejeboliger, etape 2", "Idrætshal med café",
        "Renovering af bådehus", "Kontorer på tredje og fjerde sal",
        "Parkeringskælder og varelevering", "Ansøgning om byggetilladelse",
        "Brandkoncept og flugtveje",
    ),
    activities={
        "Skisseprosjekt": "Skitseprojekt", "Forprosjekt": "Dispositionsforslag",
        "Detaljprosjekt": "Hovedprojekt", "Oppfølging i byggetid": "Fagtilsyn i byggetiden",
        "Prosjektledelse": "Projektledelse", "Konsept": "Koncept", "Beregning": "Beregning",
        "Modellering": "Modellering", "Kontroll": "Kontrol",
        "Byggeplassoppfølging": "Opfølgning på byggepladsen", "Stedsanalyse": "Stedsanalyse",
        "Utomhusplan": "Plan for udearealer", "Planteplan": "Beplantningsplan",
    },
    lines=(
        "Plantegninger", "Møde med bygherren", "Snit og detaljer", "Besigtigelse",
        "Model, koordinering", "Myndighedsprojekt", "Svar på spørgsmål fra entreprenøren",
        "Brandstrategi", "Facader", "Rumprogram", "Mængder", "Tværfaglig granskning",
        "Materialevalg", "Illustrationer",
    ),
    products=(
        ("Terrænmodel 1:200 i birk", "stk.", 18_500), ("Udskrifter og indbinding", "sæt", 640),
        ("Rejse til byggepladsen", "tur", 1_120), ("Opmåling med scanner", "dag", 9_800),
    ),
    intro="Tak for gode møder og en god besigtigelse. Vi tilbyder arbejdet, som det er beskrevet nedenfor, "
    "med de forudsætninger, vi blev enige om.",
    closing="Timer ud over dette aftales på forhånd. Betaling 14 dage netto.",
    reasons=("Vi har valgt en anden løsning denne gang.", "Projektet er udskudt til næste år.", ""),
)  # fmt: skip

ENGLISH = OfferTexts(
    names=(
        "Town hall, extension and new entrance", "Nursery school for six groups",
        "Feasibility study, the waterfront", "Façades and windows, Torget 4–6",
        "Outdoor areas and playground", "Care homes, stage 2", "Sports hall with café",
        "Refurbishing a boathouse", "Offices on the third and fourth floor",
        "Car park and deliveries", "Application for planning permission",
        "Fire strategy and escape routes",
    ),
    activities={
        "Skisseprosjekt": "Concept design", "Forprosjekt": "Developed design",
        "Detaljprosjekt": "Technical design", "Oppfølging i byggetid": "Site supervision",
        "Prosjektledelse": "Project management", "Konsept": "Concept", "Beregning": "Calculation",
        "Modellering": "Modelling", "Kontroll": "Checking",
        "Byggeplassoppfølging": "Follow-up on site", "Stedsanalyse": "Site analysis",
        "Utomhusplan": "Landscape plan", "Planteplan": "Planting plan",
    },
    lines=(
        "Floor plans", "Meeting with the client", "Sections and details", "Site visit",
        "Model, coordination", "Planning application", "Answers to the contractor's questions",
        "Fire strategy", "Façades", "Room programme", "Quantities", "Interdisciplinary check",
        "Choice of materials", "Illustrations",
    ),
    products=(
        ("Terrain model 1:200 in birch", "pc", 18_500), ("Prints and binding", "set", 640),
        ("Travel to the site", "trip", 1_120), ("Survey by scanner", "day", 9_800),
    ),
    intro="Thank you for good meetings and a good site visit. We offer the work as described below, on the "
    "terms we agreed on.",
    closing="Hours beyond this are agreed beforehand. Payment within 14 days.",
    reasons=("We have chosen another solution this time.", "The project is postponed to next year.", ""),
)  # fmt: skip

_TEXTS = {"nb": NORWEGIAN, "sv": SWEDISH, "da": DANISH}


def texts_in(language: str) -> OfferTexts:
    """The texts of a language, by its two letters; English for any other."""
    return _TEXTS.get(language, ENGLISH)
