"""A page of made-up releases, and a headless Chromium to open it with."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.page.made import make_page

ASSETS = Path(__file__).resolve().parents[2] / "pipeline" / "outputs" / "page" / "assets"
_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--window-size=1280,900",
)  # fmt: skip


@pytest.fixture(scope="session")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of made-up releases; the other outputs lie beside it."""
    return make_page(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The browser, started once."""
    browser, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not browser or not driver:
        pytest.skip("chromium and chromedriver are not installed")
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = browser
    for flag in (*_FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    found = webdriver.Chrome(options=options, service=Service(driver))
    found.set_page_load_timeout(120)
    yield found
    found.quit()


class Browser:
    """What the tests do with the browser."""

    def __init__(self, driver: Any, page: Path) -> None:
        self.driver = driver
        self.page = page

    def go(self, address: str = "", page: Path | None = None) -> None:
        """Open an address within the page, loading it anew."""
        self.driver.get("about:blank")
        self.driver.get(f"{(page or self.page).as_uri()}{'#/' + address if address else ''}")

    def js(self, script: str, *values: Any) -> Any:
        """Run a function body in the page."""
        return self.driver.execute_script(script, *values)

    def all(self, css: str) -> list[Any]:
        """Give the visible elements."""
        return [node for node in self.driver.find_elements("css selector", css) if node.is_displayed()]

    def one(self, css: str, text: str = "") -> Any:
        """Wait for the first visible element, with this text in it."""
        return self.wait(lambda: next((n for n in self.all(css) if text in n.text), None), f"{css} {text}")

    def wait(self, condition: Callable[[], Any], what: str = "the condition") -> Any:
        """Wait until a condition gives something."""
        end = time.monotonic() + 10
        while time.monotonic() < end:
            if found := condition():
                return found
            time.sleep(0.03)
        raise AssertionError(f"waited in vain for {what}")

    def log(self) -> list[str]:
        """Give what the browser complained of since the last call."""
        return [entry["message"] for entry in self.driver.get_log("browser")]

    def emulate(self, width: int = 1280, height: int = 900, media: str = "", **features: str) -> None:
        """Set the size of the window, the medium and its preferences."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        wanted = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": wanted})

    def keys(self, *keys: str) -> None:
        """Press keys, where the focus is."""
        self.driver.switch_to.active_element.send_keys(*keys)

    def focused(self) -> str:
        """Give the words of the element that has the focus."""
        return str(self.js("const e = document.activeElement; return e.getAttribute('aria-label') || e.textContent"))


@pytest.fixture
def browser(chromium: Any, page: Path) -> Iterator[Browser]:
    """The browser on the page, without movement, in light colours."""
    found = Browser(chromium, page)
    found.emulate(prefers_reduced_motion="reduce", prefers_color_scheme="light")
    found.go()
    found.log()
    yield found
    found.emulate()
