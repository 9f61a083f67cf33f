"""What does a journey walk through: which running product, which browser, which size of screen?"""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.journeys.axe import violations
from tests.journeys.stack import Stack, fresh_database

DEMO_DAY = date(2021, 5, 3)
SCREENSHOTS = os.environ.get("SCREENSHOTS", "")  # a folder: keep a picture of every page that was checked
QUIET = [
    "--no-sandbox",  # as root, in a container; it opens our own pages only
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--no-pings",
    "--metrics-recording-only",
    "--disable-features=OptimizationHints,MediaRouter,Translate,AutofillServerCommunication",
]


def own_redis(url):
    """Products that run at the same time must not take each other's messages: one Redis database for each."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return f"{url.rsplit('/', 1)[0]}/{worker}" if url else ""


class Database:
    """Where a stack keeps its rows and messages in this run of the tests."""

    redis_url = own_redis(os.environ.get("REDIS_URL", ""))

    def fresh(self):
        return fresh_database(os.environ.get("DATABASE_URL", ""))


@pytest.fixture(scope="session")
def database():
    return Database()


def demo_offset():
    return (DEMO_DAY - date.today()).days * 24 * 3600


@pytest.fixture(scope="module")
def stack(tmp_path_factory, database):
    """The product on a fresh migrated database, on the demo's day, with a real worker and beat; one for each module."""
    running = Stack(tmp_path_factory.mktemp("stack"), database.fresh(), database.redis_url, demo_offset())
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def browser():
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=found, args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def new_page(browser, stack, request):
    """new_page(width, javascript=True): a page of its own browser profile; page errors fail the test."""
    contexts, errors = [], []

    def make(width, javascript=True):
        context = browser.new_context(
            base_url=stack.base_url,
            viewport={"width": width, "height": 800 if width > 500 else 740},
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
            java_script_enabled=javascript,
            accept_downloads=True,
            is_mobile=width < 500,
            has_touch=width < 500,
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda said: said.type == "error" and errors.append(f"{page.url}: {said.text}"))
        return page

    yield make
    for context in contexts:
        context.close()
    # A status of 4xx is also told on the console: journeys visit such pages on purpose.
    assert [each for each in errors if "Failed to load resource" not in each] == []


@pytest.fixture
def page_1280(new_page):
    return new_page(1280)


@pytest.fixture
def page_360(new_page):
    return new_page(360)


@pytest.fixture
def page_360_nojs(new_page):
    return new_page(360, javascript=False)


@pytest.fixture
def twin(new_page):
    """twin(page): the same document in a page with scripts, for axe, which needs them to run."""
    twins = {}

    def make(page):
        width = page.viewport_size["width"]
        if width not in twins:
            twins[width] = new_page(width)
            twins[width].goto("/dang-nhap/")
        # Taking a picture leaves empty style attributes behind, which our own policy would then refuse.
        twins[width].set_content(page.content().replace(' style=""', ""))
        return twins[width]

    return make


@pytest.fixture
def axe(page_360_nojs, twin):
    """axe(page): assert that axe-core finds nothing wrong on the page as it stands."""

    def check(page, name=""):
        if SCREENSHOTS and name:
            Path(SCREENSHOTS).mkdir(parents=True, exist_ok=True)
            width = page.viewport_size["width"]
            page.screenshot(path=f"{SCREENSHOTS}/{name}-{width}.png", full_page=True)
        found = violations(twin(page) if page == page_360_nojs else page)
        assert found == [], f"{page.url}: {found}"

    return check
