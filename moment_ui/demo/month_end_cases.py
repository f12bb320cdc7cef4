"""What the demo's month's end consists of: projects billed in every way, approved or not, and held back."""

from dataclasses import dataclass
from decimal import Decimal

from moment_ui.models.invoice import DraftApproval
from moment_ui.models.price_model import PriceModelKind, SplitBy

ELVEBAKKEN, FURUHAUGEN = "Elvebakken Skole", "Furuhaugen Omsorgssenter"
BRATTLIA, NORDMARKA = "Brattlia Barnehage SA", "Nordmarka Idrettslag"
LYNGHOLT = "Lyngholt Arkitektstofa ehf."


@dataclass(frozen=True, slots=True)
class Payment:
    """A part of a fixed price, so many months from this one; a negative one is past."""

    text: str
    amount: int
    months: int
    elsewhere: bool = False
    in_advance: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A project of the month's end: who pays, by which price model, and what becomes of it.

    `payers` share with the customer, who has the first of `percents`. `cap` is what the estimated total
    fee leaves beyond the draft; below nought it is passed. With `held`, which names what stands in the
    way, nothing is on a draft.
    """

    name: str
    customer: str
    leader: str = "Marte Solberg"
    kind: PriceModelKind = PriceModelKind.HOURLY
    payers: tuple[str, ...] = ()
    percents: tuple[int, ...] = ()
    split_by: SplitBy = SplitBy.PERCENT
    cap: Decimal | None = None
    plan: tuple[Payment, ...] = ()
    approval: DraftApproval = DraftApproval.NONE
    reason: str = ""
    held: str = ""


CASES: dict[str, tuple[Case, ...]] = {
    "lysgard": (
        Case(
            name="Felles foajé, kulturhuset",
            customer=ELVEBAKKEN,
            payers=(FURUHAUGEN,),
            percents=(60, 40),
        ),
        Case(
            name="Områdeplan, felles adkomst",
            customer=FURUHAUGEN,
            payers=(BRATTLIA, NORDMARKA),
            percents=(50, 25, 25),
            split_by=SplitBy.HOURS,
        ),
        Case(
            name="Felles varmesentral",
            customer=NORDMARKA,
            payers=(ELVEBAKKEN,),
            percents=(50, 50),
            split_by=SplitBy.LINES,
        ),
        Case(name="Rammetillatelse, takhage", customer=FURUHAUGEN, cap=Decimal(9_000)),
        Case(name="Prøvebygg, massivtre", customer=BRATTLIA, cap=Decimal(-15_000)),
        Case(
            name="Svømmehall, fastpris",
            customer=ELVEBAKKEN,
            kind=PriceModelKind.FIXED_PRICE,
            plan=(
                Payment("Mulighetsstudie", 85_000, -3, elsewhere=True),
                Payment("Forprosjekt levert", 180_000, -1),
                Payment("Rammesøknad sendt", 140_000, 0),
                Payment("Detaljprosjekt, forskudd", 95_000, 2, in_advance=True),
                Payment("Ferdigstillelse", 120_000, 5),
            ),
        ),
        Case(name="Universell utforming, egeninnsats", customer=NORDMARKA, held="no-customer"),
        Case(name="Parkeringskjeller, etappe 2", customer=NORDMARKA, held="blocked"),
        Case(name="Klubbhus, garderober", customer=NORDMARKA, held="on-hold"),
        Case(name="Lekeplass, tilsyn", customer=BRATTLIA, held="aside"),
        Case(name="Reklamasjon, tak", customer=ELVEBAKKEN, held="not-billable"),
        Case(name="Lydisolering, øvingsrom", customer=ELVEBAKKEN, held="no-rate"),
        Case(name="Torvtak, søknad", customer=LYNGHOLT, held="no-address"),
    ),
    "vardal": (
        Case(
            name="Bærekonstruksjon, tribune",
            customer=NORDMARKA,
            leader="Nora Aas",
            approval=DraftApproval.TO_APPROVE,
        ),
        Case(
            name="Brannkonsept, paviljong",
            customer=ELVEBAKKEN,
            leader="Nora Aas",
            approval=DraftApproval.APPROVED,
        ),
        Case(
            name="Setningskontroll, støttemur",
            customer=FURUHAUGEN,
            leader="Per Vardal",
            approval=DraftApproval.RETURNED,
            reason="Timene 3. uke skal på reklamasjonen. Ta dem ut før fakturaen går.",
        ),
    ),
}
