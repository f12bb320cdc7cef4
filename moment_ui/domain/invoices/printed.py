"""The address that is printed on an invoice: kept on it from the day it is issued."""

from moment_ui.models.customer import Customer


def printed_address(customer: Customer) -> str:
    """The postal address a line each, else the visiting address, "" without any."""
    postal = (customer.postal_line1, customer.postal_line2)
    place = f"{customer.postal_code} {customer.postal_city}"
    if not (any(postal) or customer.postal_city):
        postal = (customer.visiting_line1, customer.visiting_line2)
        place = f"{customer.visiting_code} {customer.visiting_city}"
    lines = (line.strip() for line in (*postal, place))
    return "\n".join(line for line in lines if line)[:1000]
