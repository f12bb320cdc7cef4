"""Reports: declarations of columns and filters, and their use."""

from typing import Any

from moment_ui.reports.report import Report

REPORTS: tuple[Report[Any], ...] = ()
"""Every report, in the order of the navigation."""
