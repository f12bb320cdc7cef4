"""The words an invoice prints, in the languages of the Nordic countries; any other reads English."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InvoiceWords:
    """One language's words. `locale` is how it writes numbers and days."""

    locale: str
    invoice: str
    credit_note: str
    draft: str
    not_an_invoice: str
    rebuilt: str
    customer_number: str
    issued: str
    dated: str
    due: str
    period: str
    delivered: str
    your_reference: str
    our_reference: str
    order_reference: str
    contract: str
    project: str
    attention: str
    theirs: str
    credit_of: str
    description: str
    quantity: str
    price: str
    discount: str
    vat: str
    amount: str
    per: str
    carried: str
    brought: str
    net: str
    rounding: str
    total: str
    prepaid: str
    to_pay: str
    credited: str
    vat_rate: str
    basis: str
    exchange: str
    vat_in: str
    pay_to: str
    account: str
    payment_id: str
    set_off: str
    hours_title: str
    hours_billed: str
    hours_divided: str
    date: str
    co_worker: str
    role: str
    activity: str
    hours: str
    rate: str
    comment: str
    sum_of: str
    total_hours: str
    adjusted: str
    summary: str
    estimated: str
    this_invoice: str
    remaining: str
    including_vat: str
    attachments: str
    attachment: str
    not_attached: str
    page: str
    continued: str
    org_number: str
    vat_number: str
    f_tax: str


NORWEGIAN = InvoiceWords(
    locale="nb_NO", invoice="Faktura", credit_note="Kreditnota", draft="Utkast",
    not_an_invoice="Utkast – ikke en faktura",
    rebuilt="Gjengitt etter registrerte opplysninger. Originalen ble utstedt i et annet system.",
    customer_number="Kundenummer",
    issued="Fakturadato", dated="Dato", due="Forfallsdato", period="Periode", delivered="Levert",
    your_reference="Deres referanse", our_reference="Vår referanse", order_reference="Ordrereferanse",
    contract="Kontrakt", project="Prosjekt", attention="v/", theirs="Deres {}",
    credit_of="Kreditnota til faktura {number} av {day}",
    description="Beskrivelse", quantity="Antall", price="Pris", discount="Rabatt", vat="Mva.",
    amount="Beløp", per="per {count} {unit}", carried="Transport", brought="Transport fra forrige side",
    net="Sum uten mva.", rounding="Øresavrunding", total="Sum inkl. mva.", prepaid="Forhåndsbetalt",
    to_pay="Å betale", credited="Til gode", vat_rate="Mva.-sats", basis="Grunnlag",
    exchange="Valutakurs: 1 {currency} = {rate} {home}", vat_in="Mva. i {home}",
    pay_to="Betales til", account="Kontonummer", payment_id="KID",
    set_off="Beløpet trekkes fra det som er utestående, eller betales tilbake.",
    hours_billed="Fakturaen gjelder {percent} av disse timene.", hours_divided="Dette er {percent} av timene som er ført.",
    hours_title="Timespesifikasjon", date="Dato", co_worker="Medarbeider", role="Rolle",
    activity="Aktivitet", hours="Timer", rate="Timepris", comment="Kommentar", sum_of="Sum {name}",
    total_hours="Sum timer", adjusted="Justert på fakturaen", summary="Tidligere fakturert",
    estimated="Estimert honorar", this_invoice="Denne fakturaen", remaining="Gjenstår",
    including_vat="Alle beløp inkl. mva.", attachments="Vedlegg", attachment="Vedlegg {number}",
    not_attached="Kunne ikke legges ved: {name}", page="Side {page} av {pages}", continued="forts.",
    org_number="Org.nr.", vat_number="Mva.-nr.", f_tax="Godkjent for F-skatt",
)  # fmt: skip
SWEDISH = InvoiceWords(
    locale="sv_SE", invoice="Faktura", credit_note="Kreditfaktura", draft="Utkast",
    not_an_invoice="Utkast – inte en faktura",
    rebuilt="Återgiven från registrerade uppgifter. Originalet utfärdades i ett annat system.",
    customer_number="Kundnummer",
    issued="Fakturadatum", dated="Datum", due="Förfallodatum", period="Period", delivered="Levererat",
    your_reference="Er referens", our_reference="Vår referens", order_reference="Orderreferens",
    contract="Avtal", project="Projekt", attention="Att.", theirs="Ert {}",
    credit_of="Kreditfaktura till faktura {number} av den {day}",
    description="Beskrivning", quantity="Antal", price="Pris", discount="Rabatt", vat="Moms",
    amount="Belopp", per="per {count} {unit}", carried="Transport", brought="Transport från föregående sida",
    net="Summa exkl. moms", rounding="Öresavrundning", total="Summa inkl. moms", prepaid="Förbetalt",
    to_pay="Att betala", credited="Er till godo", vat_rate="Momssats", basis="Underlag",
    exchange="Växelkurs: 1 {currency} = {rate} {home}", vat_in="Moms i {home}",
    pay_to="Betalas till", account="Kontonummer", payment_id="OCR-nummer",
    set_off="Beloppet dras av från det som är obetalt, eller betalas tillbaka.",
    hours_billed="Fakturan avser {percent} av dessa timmar.", hours_divided="Detta är {percent} av de arbetade timmarna.",
    hours_title="Timspecifikation", date="Datum", co_worker="Medarbetare", role="Roll",
    activity="Aktivitet", hours="Timmar", rate="Timpris", comment="Kommentar", sum_of="Summa {name}",
    total_hours="Summa timmar", adjusted="Justerat på fakturan", summary="Tidigare fakturerat",
    estimated="Beräknat arvode", this_invoice="Denna faktura", remaining="Återstår",
    including_vat="Alla belopp inkl. moms", attachments="Bilagor", attachment="Bilaga {number}",
    not_attached="Kunde inte bifogas: {name}", page="Sida {page} av {pages}", continued="forts.",
    org_number="Org.nr", vat_number="Momsreg.nr", f_tax="Godkänd för F-skatt",
)  # fmt: skip
DANISH = InvoiceWords(
    locale="da_DK", invoice="Faktura", credit_note="Kreditnota", draft="Udkast",
    not_an_invoice="Udkast – ikke en faktura",
    rebuilt="Gengivet efter registrerede oplysninger. Originalen blev udstedt i et andet system.",
    customer_number="Kundenummer",
    issued="Fakturadato", dated="Dato", due="Forfaldsdato", period="Periode", delivered="Leveret",
    your_reference="Deres reference", our_reference="Vores reference", order_reference="Ordrereference",
    contract="Kontrakt", project="Projekt", attention="Att.", theirs="Deres {}",
    credit_of="Kreditnota til faktura {number} af {day}",
    description="Beskrivelse", quantity="Antal", price="Pris", discount="Rabat", vat="Moms",
    amount="Beløb", per="pr. {count} {unit}", carried="Transport", brought="Transport fra forrige side",
    net="Sum ekskl. moms", rounding="Øreafrunding", total="I alt inkl. moms", prepaid="Forudbetalt",
    to_pay="At betale", credited="Til gode", vat_rate="Momssats", basis="Grundlag",
    exchange="Valutakurs: 1 {currency} = {rate} {home}", vat_in="Moms i {home}",
    pay_to="Betales til", account="Kontonummer", payment_id="Betalings-ID",
    set_off="Beløbet trækkes fra det udestående eller betales tilbage.",
    hours_billed="Fakturaen omfatter {percent} af disse timer.", hours_divided="Dette er {percent} af de registrerede timer.",
    hours_title="Timespecifikation", date="Dato", co_worker="Medarbejder", role="Rolle",
    activity="Aktivitet", hours="Timer", rate="Timepris", comment="Kommentar", sum_of="Sum {name}",
    total_hours="Timer i alt", adjusted="Reguleret på fakturaen", summary="Tidligere faktureret",
    estimated="Anslået honorar", this_invoice="Denne faktura", remaining="Resterer",
    including_vat="Alle beløb inkl. moms", attachments="Bilag", attachment="Bilag {number}",
    not_attached="Kunne ikke vedlægges: {name}", page="Side {page} af {pages}", continued="forts.",
    org_number="Org.nr.", vat_number="Momsnr.", f_tax="Godkendt til F-skat",
)  # fmt: skip
ICELANDIC = InvoiceWords(
    locale="is_IS", invoice="Reikningur", credit_note="Kreditreikningur", draft="Drög",
    not_an_invoice="Drög – ekki reikningur",
    rebuilt="Endurgert eftir skráðum upplýsingum. Frumritið var gefið út í öðru kerfi.",
    customer_number="Viðskiptanúmer", issued="Dagsetning", dated="Dagsetning", due="Eindagi", period="Tímabil",
    delivered="Afhent", your_reference="Tilvísun ykkar", our_reference="Tilvísun okkar",
    order_reference="Pöntunarnúmer", contract="Samningur", project="Verkefni", attention="b.t.",
    theirs="{} ykkar", credit_of="Kreditreikningur vegna reiknings {number} frá {day}",
    description="Lýsing", quantity="Magn", price="Verð", discount="Afsláttur", vat="VSK",
    amount="Upphæð", per="á {count} {unit}", carried="Flutt", brought="Flutt af fyrri síðu",
    net="Samtals án VSK", rounding="Sléttun", total="Samtals með VSK", prepaid="Fyrirframgreitt",
    to_pay="Til greiðslu", credited="Inneign", vat_rate="VSK-hlutfall", basis="Stofn",
    exchange="Gengi: 1 {currency} = {rate} {home}", vat_in="VSK í {home}",
    pay_to="Greiðist á", account="Reikningsnúmer", payment_id="Greiðslunúmer",
    set_off="Upphæðin dregst frá ógreiddu eða er endurgreidd.",
    hours_billed="Reikningurinn er fyrir {percent} þessara tíma.", hours_divided="Þetta eru {percent} unninna tíma.",
    hours_title="Tímaskýrsla", date="Dagsetning", co_worker="Starfsmaður", role="Hlutverk",
    activity="Verkþáttur", hours="Tímar", rate="Tímagjald", comment="Athugasemd",
    sum_of="Samtals {name}", total_hours="Tímar samtals", adjusted="Leiðrétt á reikningi",
    summary="Áður reikningsfært", estimated="Áætluð þóknun", this_invoice="Þessi reikningur",
    remaining="Eftir", including_vat="Allar upphæðir með VSK", attachments="Fylgiskjöl",
    attachment="Fylgiskjal {number}", not_attached="Ekki tókst að láta fylgja: {name}",
    page="Síða {page} af {pages}", continued="frh.", org_number="Skráningarnr.", vat_number="VSK-nr.",
    f_tax="Approved for F-tax",
)  # fmt: skip
ENGLISH = InvoiceWords(
    locale="en_GB", invoice="Invoice", credit_note="Credit note", draft="Draft",
    not_an_invoice="Draft – not an invoice",
    rebuilt="Reproduced from recorded details. The original was issued in another system.",
    customer_number="Customer number", issued="Invoice date", dated="Date", due="Due date", period="Period",
    delivered="Delivered", your_reference="Your reference", our_reference="Our reference",
    order_reference="Order reference", contract="Contract", project="Project", attention="Att.",
    theirs="Your {}", credit_of="Credit note for invoice {number} of {day}",
    description="Description", quantity="Quantity", price="Price", discount="Discount", vat="VAT",
    amount="Amount", per="per {count} {unit}", carried="Carried forward", brought="Brought forward",
    net="Total excl. VAT", rounding="Rounding", total="Total incl. VAT", prepaid="Prepaid",
    to_pay="To pay", credited="To your credit", vat_rate="VAT rate", basis="Basis",
    exchange="Exchange rate: 1 {currency} = {rate} {home}", vat_in="VAT in {home}",
    pay_to="Pay to", account="Account", payment_id="Payment ID",
    set_off="The amount is set off against what is outstanding, or paid back.",
    hours_billed="The invoice is for {percent} of these hours.", hours_divided="These are {percent} of the hours worked.",
    hours_title="Hour specification", date="Date", co_worker="Co-worker", role="Role",
    activity="Activity", hours="Hours", rate="Rate", comment="Comment", sum_of="Total {name}",
    total_hours="Total hours", adjusted="Adjusted on the invoice", summary="Invoiced earlier",
    estimated="Estimated fee", this_invoice="This invoice", remaining="Remaining",
    including_vat="All amounts incl. VAT", attachments="Attachments", attachment="Attachment {number}",
    not_attached="Could not be attached: {name}", page="Page {page} of {pages}", continued="continued",
    org_number="Reg. no.", vat_number="VAT no.", f_tax="Approved for F-tax",
)  # fmt: skip

WORDS = {
    "nb": NORWEGIAN,
    "nn": NORWEGIAN,
    "sv": SWEDISH,
    "da": DANISH,
    "is": ICELANDIC,
    "en": ENGLISH,
}
REGISTERS = {"DK": "CVR-nr.", "IS": "Kennitala"}
"""What a country calls its organisation numbers, on papers of any language; others go by the language's word."""

UNITS = {
    "sv": {"t": "tim", "stk": "st", "mnd": "mån"},
    "da": {"t": "t", "mnd": "md."},
    "is": {"t": "klst.", "stk": "stk.", "dag": "dagar", "mnd": "mán."},
    "en": {"t": "h", "stk": "pcs", "dag": "days", "mnd": "months"},
}
"""The units that lines are offered, by the language of the paper; others are printed as they were typed."""

COUNTRY_MARK = "Foretaksregisteret"
"""What a company in Norway's register of business enterprises says on its papers, in any language."""


def words_for(language: str) -> InvoiceWords:
    """The words of a language, by its two letters."""
    return WORDS.get(language, ENGLISH)
