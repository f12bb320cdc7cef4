"""Who can receive e-invoices: what is asked, whoever answers it."""

from enum import StrEnum
from typing import Protocol


class Receiving(StrEnum):
    """What was found out about an e-invoice address."""

    CAN_RECEIVE = "can-receive"
    NO_INVOICES = "no-invoices"
    NOT_REGISTERED = "not-registered"


class ParticipantLookup(Protocol):
    """Finds out whether an address receives e-invoices (Peppol BIS Billing 3.0)."""

    async def receives(self, scheme: str, identifier: str) -> Receiving:
        """What the address can receive. Raises ParticipantsUnavailable: that is not an answer."""
        ...
