"""Who sends an invoice, who gets it, and where its money goes."""

from collections.abc import Mapping

from moment_ui.core.identifiers import einvoice_address
from moment_ui.domain.payment_ids.rules import shown
from moment_ui.formats.invoice import Address, Party, PaymentBox
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.finances import FinanceSettings, PaymentIdKind
from moment_ui.models.invoice import Invoice


def seller_of(company: Company, settings: FinanceSettings, our_reference: str) -> Party:
    """The company, as it is now."""
    scheme, identifier = einvoice_address(company.country, company.org_number)
    return Party(
        name=company.name,
        address=Address(
            company.address_line1,
            company.address_line2,
            company.postal_code,
            company.city,
            company.country,
        ),
        org_number=company.org_number,
        vat_number=company.vat_number,
        endpoint=f"{scheme}:{identifier}" if scheme else "",
        contact=our_reference,
        email=company.email,
        phone=company.phone,
        website=company.website,
        in_business_register=settings.in_business_register,
        has_f_tax=settings.has_f_tax,
    )


def buyer_of(customer: Customer, options: Mapping[str, str]) -> Party:
    """The customer as it is now, addressed as the invoice's options say."""
    scheme, identifier = customer.einvoice_scheme, customer.einvoice_id
    return Party(
        name=customer.name,
        address=address_of(customer),
        number=str(customer.number),
        org_number=customer.org_number,
        vat_number=customer.vat_number,
        endpoint=f"{scheme}:{identifier}" if scheme and identifier else "",
        contact=options.get("customer_contact", ""),
        email=customer.email,
        phone=customer.phone,
        website=customer.website,
        line_above_name=options.get("line_above_name", ""),
        line_below_name=options.get("line_below_name", ""),
    )


def printed_buyer(invoice: Invoice, buyer: Party) -> Party:
    """The customer with the name, number and address that were printed when it was invoiced."""
    *lines, place = invoice.printed_address.splitlines() or [""]
    first, second = (*lines, "", "")[:2]
    code, _space, city = place.partition(" ")
    address = Address(first, second, code, city, buyer.address.country) if place else buyer.address
    return Party(
        name=invoice.printed_name or buyer.name,
        address=address,
        number=str(invoice.printed_number or buyer.number),
        org_number=buyer.org_number,
        vat_number=buyer.vat_number,
        endpoint=buyer.endpoint,
        email=buyer.email,
        phone=buyer.phone,
        website=buyer.website,
    )


def address_of(customer: Customer) -> Address:
    """The postal address, else the visiting address."""
    if any((customer.postal_line1, customer.postal_line2, customer.postal_city)):
        return Address(
            customer.postal_line1,
            customer.postal_line2,
            customer.postal_code,
            customer.postal_city,
            customer.country,
        )
    return Address(
        customer.visiting_line1,
        customer.visiting_line2,
        customer.visiting_code,
        customer.visiting_city,
        customer.country,
    )


def payment_box(company: Company, settings: FinanceSettings, payment_id: str) -> PaymentBox:
    """Where the money goes, and what the bank sends back of it."""
    fik = settings.payment_id_kind is PaymentIdKind.FIK
    return PaymentBox(
        account=company.bank_account,
        iban=settings.iban,
        bic=settings.bic,
        bankgiro=settings.bankgiro,
        plusgiro=settings.plusgiro,
        fik_card_type=settings.fik_card_type if fik else "",
        fik_creditor=settings.fik_creditor if fik else "",
        payment_id=payment_id,
        payment_id_shown=shown(settings, payment_id) if payment_id else "",
    )
