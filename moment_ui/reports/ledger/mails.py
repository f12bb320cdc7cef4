"""A mail to a customer as it is shown before it goes."""

from dataclasses import dataclass, field


@dataclass
class MailView:
    """One mail. `paper` is what goes with it as PDF, `lines` what the mail is about: cells of a table."""

    customer_id: int = 0
    customer: str = ""
    address: str = ""
    paper: str = ""
    subject: str = ""
    text: str = ""
    lines: list[list[str]] = field(default_factory=list[list[str]])
