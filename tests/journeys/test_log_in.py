"""Logging in and out."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.acts import ADMINISTRATOR, fill_in_log_in


def test_a_page_asked_for_without_a_log_in_is_shown_after_it(page: Page) -> None:
    page.goto("/lysgard/customers?sort=number")
    fill_in_log_in(page, ADMINISTRATOR)
    expect(page).to_have_url(re.compile(r"/lysgard/customers\?sort=number"))


def test_a_wrong_password_is_refused_with_a_word(page: Page) -> None:
    page.goto("/login/")
    page.locator("input[name=email]").fill(ADMINISTRATOR)
    page.locator("input[name=password]").fill("not the password")
    page.locator("form button[type=submit]").first.click()
    expect(page).to_have_url(re.compile(r"/login/\?problem=wrong"))
    expect(page.get_by_text("do not fit together")).to_be_visible()
