"""The mixin of every list: what is shown, chosen, ticked and saved. See `report_core` for the recipe."""

from moment_ui.reports.report import PAGE_SIZES
from moment_ui.state.lists.report_live import ReportLive

__all__ = ["PAGE_SIZES", "ReportState"]


class ReportState(ReportLive, mixin=True):
    """A list that is an address. A page's state derives from it and from `rx.State`."""
