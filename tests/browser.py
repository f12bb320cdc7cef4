"""The browser of the journeys: one that is installed, else Playwright's, else Debian's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Error, Playwright, sync_playwright

from tests import redis_server

INSTALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
ELSEWHERE = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
)


def installed_browser() -> str | None:
    """The path of a Chromium or Chrome on this machine."""
    for name in INSTALLED:
        if found := shutil.which(name):
            return found
    return next((str(path) for path in ELSEWHERE if path.exists()), None)


def starts(playwright: Playwright, path: str | None) -> bool:
    """Whether the browser at the path, or Playwright's own, opens a page."""
    try:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
    except Error:
        return False
    browser.close()
    return True


def find() -> tuple[bool, str | None]:
    """Whether a browser works, and its path; None is Playwright's own."""
    with sync_playwright() as playwright:
        for path in (installed_browser(), None):
            if starts(playwright, path):
                return True, path
    return False, None


def install() -> bool:
    """Get a browser: Playwright's, else Debian's package when we may install it."""
    attempts = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempts += [["apt-get", "update", "-q"], ["apt-get", "install", "-y", "-q", "chromium"]]
    for command in attempts:
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL)
        if find()[0]:
            return True
    return False


def main() -> int:
    """Make sure that there is a browser, and a Redis; returns the exit code."""
    if not redis_server.install():
        sys.stderr.write("The tests of several workers need redis-server: install it.\n")
        return 1
    if find()[0]:
        return 0
    sys.stdout.write("No Chromium or Chrome was found; fetching one for the browser tests …\n")
    sys.stdout.flush()
    if install():
        return 0
    sys.stderr.write("The browser tests need Chromium or Chrome: install one of them.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
