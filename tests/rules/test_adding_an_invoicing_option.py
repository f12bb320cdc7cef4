"""docs/adding-an-invoicing-option.md, followed: one line, and the option is everywhere."""

import re

import pytest

from moment_ui.components.options import option_editors
from moment_ui.core.settings import ROOT
from moment_ui.db.work import writing
from moment_ui.domain.drafts.commands import create_draft
from moment_ui.domain.drafts.queries import kept_options
from moment_ui.domain.drafts.rules import DraftOptions
from moment_ui.domain.invoicing import commands, option, options, queries, reading
from moment_ui.domain.invoicing import writing as words
from moment_ui.domain.invoicing.option import NO, Group, InvoicingOption, Level, OptionKind
from moment_ui.domain.invoicing.reading import Place
from moment_ui.reports import options_view
from moment_ui.reports.customers.history import history

GUIDE = (ROOT / "docs" / "adding-an-invoicing-option.md").read_text("utf-8")
BAR_CODE = InvoicingOption(
    "bar_code",
    Group.PAYMENT,
    "Bar code",
    "A code that the customer's bank can scan.",
    OptionKind.YES_NO,
    default=NO,
)


@pytest.fixture
def declared(monkeypatch):
    """The line of the guide, in the declaration: the tuple, and what is derived from it."""
    for module in (options, reading, queries, options_view):
        monkeypatch.setattr(module, "OPTIONS", (*options.OPTIONS, BAR_CODE), raising=True)
    from moment_ui.domain.drafts import queries as drafts  # noqa: PLC0415

    monkeypatch.setattr(drafts, "OPTIONS", options.OPTIONS)
    monkeypatch.setitem(options.BY_KEY, BAR_CODE.key, BAR_CODE)


def test_the_line_of_the_guide_is_the_one_followed_here():
    line = (
        '    InvoicingOption("bar_code", Group.PAYMENT, _("Bar code"), '
        '_("A code that the customer\'s bank can scan."), OptionKind.YES_NO, default=NO),\n'
    )
    assert line in GUIDE


def test_the_option_is_on_the_page_set_by_it_and_kept_by_drafts(declared, world):
    fjord = world.nord.customers[10001]
    place = Place(Level.CUSTOMER, fjord)
    with writing(world.nord.economy) as work:
        row = options_view.options_page(work, place).row("bar_code")
        assert row is not None
        assert (row.label, row.now.value, row.now.origin, row.may) == (
            "Bar code",
            "No",
            "Default",
            True,
        )
        commands.save_options(work, place, {"bar_code": commands.Change(None, "yes")})
        page = options_view.options_page(work, place)
        row = page.row("bar_code")
        assert row is not None
        assert row.now.origin == "This customer"
        assert [group.key for group in page.cut("bank can scan", only=True)] == ["payment"]
        assert kept_options(work, create_draft(work, fjord))["bar_code"] == "yes"
        work.session.flush()
        (change,) = history(work, fjord)[-1:]
        assert [(one.before, one.after) for one in change.fields] == [("", "Yes")]


def test_every_file_the_guide_names_exists():
    named = re.findall(r"`((?:moment_ui|tests)/[\w/.]+\.py)`", GUIDE)
    assert len(named) >= 9
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_name_the_guide_names_exists():
    places = {
        options: ("OF_THE_ECONOMY",),
        option: ("EVERYWHERE", "BELOW_THE_COMPANY", "OptionKind", "_READERS", "REFERENCES"),
        words: ("_IN_WORDS",),
        option_editors: ("editor",),
        reading: ("ROW_OF_KIND",),
        DraftOptions: ("columns",),
    }
    for module, names in places.items():
        for name in names:
            assert hasattr(module, name), name
            assert f"`{name}`" in GUIDE, name
