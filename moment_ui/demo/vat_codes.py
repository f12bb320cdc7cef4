"""The VAT codes of a demo company: those of its country."""

from dataclasses import asdict

from moment_ui.db.work import Work
from moment_ui.domain.vat.presets import preset_of
from moment_ui.models.vat import VatCode


def add_vat_codes(work: Work, country: str) -> None:
    """Write the codes of the country's preset."""
    rows = [
        {**asdict(draft), "position": position, "active": True, "version": 1}
        for position, draft in enumerate(preset_of(country))
    ]
    work.insert_rows(VatCode, rows)
