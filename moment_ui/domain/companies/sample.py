"""An invoice of nobody, to look at how papers come out. No database."""

import datetime as dt
from decimal import Decimal

from moment_ui.core.fields import language_of
from moment_ui.formats.invoice import Address, InvoiceDocument, Line, Party, PaymentBox, VatGroup

_NET, _VAT = Decimal("29000.00"), Decimal("7250.00")


def sample_document(
    seller: Party, payment: PaymentBox, currency: str, logo: str, today: dt.date
) -> InvoiceDocument:
    """Twenty hours for a customer who does not exist, in the language of the company's country."""
    line = Line(
        key=1,
        kind="hours",
        text="Lorem ipsum",
        quantity=Decimal(20),
        unit="t",
        unit_price=Decimal(1450),
        net=_NET,
        vat_percent=Decimal(25),
    )
    buyer = Party("Eksempel AS", Address("Storgata 1", "", "0155", "Oslo", seller.address.country))
    return InvoiceDocument(
        kind="invoice",
        number=1023,
        language=language_of(seller.address.country),
        currency=currency,
        home_currency=currency,
        issued=today,
        due=today + dt.timedelta(days=14),
        seller=seller,
        buyer=buyer,
        payment=payment,
        lines=(line,),
        vat_groups=(VatGroup("", Decimal(25), "S", _NET, _VAT),),
        net=_NET,
        vat=_VAT,
        gross=_NET + _VAT,
        our_reference=seller.contact,
        logo=logo,
    )
