import pytest
from sqlmodel import col, select

from moment_ui.core.errors import Invalid
from moment_ui.domain.readers.commands import choose_locale, choose_theme
from moment_ui.domain.readers.queries import my_settings
from moment_ui.models.access import User


def test_a_reader_chooses_how_things_look_for_that_person_only(work, world):
    choose_theme(work, "dark")
    choose_locale(work, "sv_SE")
    mine = my_settings(work)
    assert (mine.theme, mine.locale) == ("dark", "sv_SE")
    others = select(User.theme).where(col(User.id) != world.nord.administrator.user_id)
    assert set(work.session.exec(others)) == {"system"}


def test_what_is_not_on_offer_is_refused(work):
    for command, value in ((choose_theme, "pink"), (choose_locale, "xx_XX"), (choose_theme, "")):
        with pytest.raises(Invalid):
            command(work, value)
    assert my_settings(work).theme == "system"
