"""Invoicing options of the company, a customer and a project: one page at three levels."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.invoicing.option import Level
from moment_ui.state.base import AppState
from moment_ui.state.options.options_edited import OptionsPage


class CompanyOptionsState(OptionsPage, AppState, rx.State):
    """Setup → Invoicing."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_INVOICES}
    )
    level: ClassVar[Level] = Level.COMPANY


class CustomerOptionsState(OptionsPage, AppState, rx.State):
    """A customer's tab."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})
    level: ClassVar[Level] = Level.CUSTOMER


class ProjectOptionsState(OptionsPage, AppState, rx.State):
    """A project's tab."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_PROJECTS}
    )
    level: ClassVar[Level] = Level.PROJECT
