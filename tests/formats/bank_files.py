"""Writers of payment files for tests: what banks send, from plain payments."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

ACCOUNT = "42120012345"
SENDER, TRANSMISSION, RECIPIENT = "00008080", "0170031", "00910297"
DAY = dt.date(2026, 11, 16)
CAMT = "urn:iso:std:iso:20022:tech:xsd:camt.054.001."


@dataclass(frozen=True)
class Paid:
    """A payment as a test means it: `amount` in kroner, negative for what goes back."""

    payment_id: str
    amount: Decimal
    day: dt.date = DAY
    type: str = "10"
    text: str = ""
    payer_account: str = "99990512341"
    payer: str = ""


def ocr_file(
    *assignments: Sequence[Paid],
    account: str = ACCOUNT,
    transmission: str = TRANSMISSION,
    end: str = "\n",
    other: Sequence[str] = (),
) -> bytes:
    """An OCR giro file of these assignments; `other` are lines of another service before them."""
    lines = [f"NY000010{SENDER}{transmission}{RECIPIENT}".ljust(80, "0"), *other]
    total, count = Decimal(0), 0
    for number, payments in enumerate(assignments, start=1):
        inner = [f"NY090020001008566{number:07}{account}".ljust(80, "0")]
        inner += [line for n, paid in enumerate(payments, 1) for line in _items(n, paid)]
        added = sum((abs(paid.amount) for paid in payments), Decimal(0))
        inner.append(_closing("NY090088", len(payments), len(inner) + 1, added))
        lines += inner
        total, count = total + added, count + len(payments)
    lines.append(_closing("NY000089", count, len(lines) + 1, total))
    return (end.join(lines) + end).encode("latin-1")


def _items(number: int, paid: Paid) -> list[str]:
    start = f"NY09{paid.type}"
    sign = "-" if paid.amount < 0 and paid.type not in {"18", "20"} else "0"
    kid = "" if paid.type in {"20", "21"} else paid.payment_id
    first = (
        f"{start}30{number:07}{paid.day:%d%m%y}13"
        f"{paid.day:%d}1{1:05}{sign}{_ore(paid.amount)}{kid:>25}"
    )
    second = (
        f"{start}31{number:07}{1234567890}{123456789}0000000{paid.day:%d%m%y}{paid.payer_account}"
    )
    lines = [first.ljust(80, "0"), second.ljust(80, "0")]
    if paid.type in {"20", "21"}:
        lines.append(f"{start}32{number:07}{paid.text:<40}".ljust(80))
    return lines


def _ore(amount: Decimal) -> str:
    return f"{int(abs(amount) * 100):017}"


def _closing(start: str, transactions: int, records: int, total: Decimal) -> str:
    days = f"{DAY:%d%m%y}" * (1 if start.endswith("89") else 3)
    return f"{start}{transactions:08}{records:08}{_ore(total)}{days}".ljust(80, "0")


def camt_file(
    payments: Iterable[Paid],
    version: str = "08",
    *,
    batch: bool = False,
    currency: str = "NOK",
    account: str = ACCOUNT,
    message: str = "M-1",
    status: str = "BOOK",
) -> bytes:
    """A camt.054 with an entry for each payment, or one batch of them all."""
    rows = list(payments)
    entries = [rows] if batch else [[paid] for paid in rows]
    inner = "".join(_entry(some, version, currency, status, batch=batch) for some in entries)
    credited = sum((paid.amount for paid in rows if paid.amount > 0), Decimal(0))
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="{CAMT}{version}">'
        f"<BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>{message}</MsgId></GrpHdr>\n"
        f"<Ntfctn><Id>1</Id><Acct><Id><Othr><Id>{account}</Id></Othr></Id></Acct>"
        f"<TxsSummry><TtlNtries><NbOfNtries>{len(entries)}</NbOfNtries></TtlNtries>"
        f"<TtlCdtNtries><Sum>{credited}</Sum></TtlCdtNtries></TxsSummry>"
        f"{inner}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    ).encode()


def _entry(rows: list[Paid], version: str, currency: str, status: str, *, batch: bool) -> str:
    total = sum((paid.amount for paid in rows), Decimal(0))
    said = f"<Cd>{status}</Cd>" if version >= "07" else status
    counted = f"<Btch><NbOfTxs>{len(rows)}</NbOfTxs></Btch>" if batch else ""
    return (
        f'\n<Ntry><Amt Ccy="{currency}">{abs(total)}</Amt>{_direction(total)}<Sts>{said}</Sts>'
        f"<BookgDt><Dt>{rows[0].day}</Dt></BookgDt><AcctSvcrRef>E</AcctSvcrRef>"
        f"<NtryDtls>{counted}{''.join(_details(paid, version, currency) for paid in rows)}"
        "</NtryDtls></Ntry>"
    )


def _direction(amount: Decimal) -> str:
    if amount < 0:
        return "<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>true</RvslInd>"
    return "<CdtDbtInd>CRDT</CdtDbtInd>"


def _details(paid: Paid, version: str, currency: str) -> str:
    money = f'<Amt Ccy="{currency}">{abs(paid.amount)}</Amt>'
    amount = f"<AmtDtls><TxAmt>{money}</TxAmt></AmtDtls>" if version == "02" else money
    direction = "" if version == "02" else _direction(paid.amount).partition("<RvslInd>")[0]
    name = f"<Nm>{paid.payer}</Nm>"
    party = f"<Pty>{name}</Pty>" if version >= "08" else name
    reference = (
        "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        f"<Ref>{paid.payment_id}</Ref></CdtrRefInf></Strd>"
        if paid.payment_id
        else f"<Ustrd>{paid.text}</Ustrd>"
    )
    return (
        f"\n<TxDtls>{amount}{direction}<RltdPties><Dbtr>{party}</Dbtr></RltdPties>"
        f"<RmtInf>{reference}</RmtInf></TxDtls>"
    )
