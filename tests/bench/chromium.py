"""The yardstick of printing: a headless Chromium that prints the same HTML, with the same CSS and the same font files.

python -m tests.bench.chromium PAGE RUNS    prints a page so often in one browser and says, as JSON, how long it took.
"""

import json
import shutil
import sys
import time
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
PROGRAM = next(filter(None, map(shutil.which, NAMES)), None)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--allow-file-access-from-files",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


def command(page, pdf):
    """Return the command that prints a page in a fresh Chromium, with a profile that is kept beside the page."""
    profile = f"--user-data-dir={page.parent / 'profile'}"
    return [PROGRAM, "--headless", *QUIET, profile, "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()]


def warm(page, runs):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=PROGRAM, args=QUIET)
        found = [_once(browser, page) for _ in range(runs + 1)]
        browser.close()
    return found[1:]


def _once(browser, page):
    begun = time.perf_counter()
    tab = browser.new_page()
    tab.goto(page.as_uri())
    tab.pdf(prefer_css_page_size=True)
    tab.close()
    return time.perf_counter() - begun


if __name__ == "__main__":
    json.dump(warm(Path(sys.argv[1]), int(sys.argv[2])), sys.stdout)
