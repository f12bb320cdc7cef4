"""The text of the letter that takes an offer to its customer: it leads to the public page."""

from moment_ui.core.words import _

LINK = "{link}"
"""Where the address of the public page goes in a message's text."""


def without_link(text: str) -> str:
    """What is wrong with a text that does not lead to the page."""
    if LINK in text:
        return ""
    return _("Keep {link} in the text: the customer answers by it.").format(link=LINK)
