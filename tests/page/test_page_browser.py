"""The page in a browser: it loads, filters, leads to the evidence, and can be used without a mouse."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.outputs.columns import EVENTS, TABLES
from pipeline.outputs.page import page_pieces
from pipeline.outputs.table import Cell, Table
from pipeline.outputs.view import one_line
from pipeline.outputs.write import STORE_NAME
from pipeline.store import Store
from tests.page.conftest import ASSETS, Browser
from tests.page.made import EVIL, HOSTILE_ID, HOSTILE_TEXT, MANY

VIEWS = ("overview", "timeline", "events", "deadlines", "commitments", "countries", "releases", "issues")
RELEASE = "release/news%2Fforum%200003"


def _rows(page: Path, table: str) -> list[dict[str, str]]:
    with (page.parent / f"{table}.csv").open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _overflow(browser: Browser) -> int:
    return int(browser.js("return document.documentElement.scrollWidth - innerWidth"))


@pytest.mark.parametrize("view", [*VIEWS, RELEASE, f"release/{HOSTILE_ID}", "release/void", "release/none", "%E0%A4%A"])
def test_every_view_loads_without_complaint(browser: Browser, view: str) -> None:
    browser.go(view)
    assert browser.one("h1").text
    assert browser.log() == []
    assert browser.js("return [...document.images, ...performance.getEntriesByType('resource')].length") == 0


def test_the_views_follow_each_other_by_links(browser: Browser) -> None:
    for view in (*VIEWS[1:], VIEWS[0]):
        browser.one(f".views a[data-view={view}]").click()
        assert browser.one("h1").is_displayed()
        assert len(browser.all("main > section")) == 1
        assert browser.js("return document.querySelector('.views a[aria-current]').dataset.view") == view
        assert browser.js("return document.activeElement.tagName") == "H1"
    browser.driver.back()
    browser.wait(lambda: "Issues" in browser.driver.title)
    assert browser.log() == []


@pytest.mark.parametrize("view", [*VIEWS, f"release/{HOSTILE_ID}"])
def test_hostile_words_stay_words(browser: Browser, view: str) -> None:
    browser.go(view)
    browser.one("h1")
    assert browser.js("return window.hit === undefined")
    assert browser.js("return document.querySelectorAll('main script, main img, main b[onclick]').length") == 0
    assert browser.js(
        "return [...document.querySelectorAll('a')].every((a) => /^(#|https:)/.test(a.getAttribute('href')))"
    )
    assert browser.log() == []


def test_hostile_words_are_shown_as_they_are(browser: Browser) -> None:
    browser.go(f"release/{HOSTILE_ID}/EV1")
    text = browser.js("return document.querySelector('.text').textContent")
    assert text == HOSTILE_TEXT.replace("\n", "")
    for kind, words in (
        ("event", ["opens", "Forum"]),
        ("cue", ["will"]),
        ("name", ["Ada Lund", "Tarnby", "Harbour Forum"]),
    ):
        marks = browser.js(f"return [...document.querySelectorAll('.m-{kind}')].map((m) => m.textContent)")
        assert marks == words
    title = browser.js("return document.querySelector('#item-EV1 .item-title').textContent")
    assert title == one_line(EVIL)
    assert "javascript:window.hit=5" in browser.one(".facts").text


def test_a_row_leads_to_its_evidence(browser: Browser) -> None:
    browser.go("events?sort=release_id")
    row = browser.one("tbody tr", "Harbour Forum opens")
    row.find_element("css selector", "td.c-status").click()
    marks = browser.wait(lambda: browser.all(".m-event.sel"))
    assert [mark.text for mark in marks] == ["opens", "Forum"]
    assert browser.js("return document.activeElement.textContent") == "Forum"
    assert browser.js(
        "const r = document.activeElement.getBoundingClientRect(); return r.top >= 0 && r.bottom <= innerHeight"
    )
    assert [row.get_attribute("id") for row in browser.all(".item.sel")] == ["item-EV1"]
    browser.go("commitments")
    browser.one("td.c-action a").click()
    assert browser.wait(lambda: browser.all(".m-cue.sel"))[0].text == "will"
    assert "".join(n.text for n in browser.all(".m-action.sel")).split() == ["plant", "500", "trees", "by", "2030"]


def test_a_mark_leads_to_its_row_and_back(browser: Browser) -> None:
    browser.go(RELEASE)
    for kind, item in (("cue", "C1"), ("event", "EV1"), ("name.k-PLACE", "N1"), ("date", "D0")):
        browser.one(f".m-{kind}").click()
        assert browser.wait(lambda: browser.all(".item.sel"))[0].get_attribute("id") == f"item-{item}"
        assert browser.js("return document.activeElement.className") == "item-title"
        assert browser.driver.current_url.endswith(f"/{item}")
        browser.keys("\ue007")
        assert browser.all(".text .sel")
    assert browser.log() == []


def test_filters_narrow_and_say_so(browser: Browser, page: Path) -> None:
    rows = _rows(page, "events")
    browser.go("events")
    assert browser.one(".found").text == f"{len(rows)} events"
    search = browser.one("#view-events .search")
    search.send_keys("gnp")
    browser.wait(lambda: browser.one(".found").text == f"1 of {len(rows)} events")
    assert "q=gnp" in browser.driver.current_url
    browser.one(".chip", "gnp").click()
    browser.wait(lambda: browser.one(".found").text == f"{len(rows)} events")
    browser.one("#view-events summary", "Status").click()
    browser.one(".pop label", "Planned").click()
    browser.wait(lambda: "status=planned" in browser.driver.current_url)
    place = browser.one("#view-events .word[aria-label=Place]")
    place.send_keys("namib")  # the name of the country whose code the cell has
    browser.wait(lambda: "place=namib" in browser.driver.current_url)
    assert browser.one(".found").text == f"{len(rows)} of {len(rows)} events"
    browser.one(".chip", "Clear all").click()
    browser.wait(lambda: not browser.all(".chip"))
    browser.go("events?q=nothinglikeit")
    browser.one(".none", "No event fits").find_element("css selector", "button").click()
    browser.wait(lambda: browser.all("tbody tr"))


def test_tables_sort_and_turn_pages(browser: Browser, page: Path) -> None:
    browser.go("releases?sort=release_id")
    assert len(browser.all("tbody tr")) == 50
    browser.one(".pager button", "Next").click()
    assert len(browser.all("tbody tr")) == len(_rows(page, "releases")) - 50
    assert browser.focused() == "Previous"
    browser.go("releases")
    head = browser.one("th.c-issuer button")
    head.click()
    assert (
        browser.js("return document.querySelector('#view-releases th.c-issuer').getAttribute('aria-sort')")
        == "ascending"
    )
    first = browser.one("tbody tr td.c-issuer").text
    browser.one("th.c-issuer button").click()
    assert (
        browser.js("return document.querySelector('#view-releases th.c-issuer').getAttribute('aria-sort')")
        == "descending"
    )
    assert browser.one("tbody tr td.c-issuer").text >= first
    assert "sort=-issuer" in browser.driver.current_url


def test_a_copy_is_the_csv_file(browser: Browser, page: Path) -> None:
    browser.go("events?sort=")
    browser.js(
        "Object.defineProperty(navigator, 'clipboard', {value: {writeText: async (t) => { window.copied = t; }}})"
    )
    browser.one("button", "Copy CSV").click()
    copied = browser.wait(lambda: browser.js("return window.copied"))
    assert copied == (page.parent / "events.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(copied)))
    assert rows[0] == [column.name for column in EVENTS.columns]


def test_the_timeline_zooms_and_filters(browser: Browser) -> None:
    browser.go("timeline")
    whole = browser.one(".span").text
    assert "1 January 2024 – 31 December 2024" in whole
    browser.one("[aria-label='Zoom in']").click()
    browser.wait(lambda: browser.one(".span").text != whole)
    assert "from=2024-" in browser.driver.current_url
    board = browser.one(".board")
    browser.js("arguments[0].focus()", board)
    before = browser.one(".span").text
    browser.keys("\ue014")  # right
    browser.wait(lambda: browser.one(".span").text != before)
    browser.keys("0")
    browser.wait(lambda: browser.one(".span").text == whole)
    handle = browser.driver.find_element("css selector", ".handle[data-side=from]")
    browser.js("arguments[0].focus()", handle)
    browser.keys("\ue014", "\ue014")
    browser.wait(lambda: "from=2024-01-0" in browser.driver.current_url)
    assert browser.js("return document.activeElement.dataset.side") == "from"
    browser.go("timeline?q=gnp")
    assert "1 event" in browser.one(".span").text
    assert len(browser.driver.find_elements("css selector", ".mark")) == 1
    browser.driver.find_element("css selector", ".mark").click()
    assert browser.wait(lambda: browser.all(".m-event.sel"))
    assert browser.log() == []


def test_the_calendar_shows_what_is_due(browser: Browser) -> None:
    browser.go("deadlines")
    assert browser.one(".agenda h2").text == f"{MANY + 1} deadlines in 2030"
    assert browser.one(".years [aria-pressed=true]").text.split() == ["2030", str(MANY + 1)]
    assert browser.one(".agenda h3").text == "By the end of 2030"
    browser.one(".dues a").click()
    assert browser.wait(lambda: browser.all(".m-cue.sel"))


def test_countries_lead_to_their_events(browser: Browser) -> None:
    browser.go("countries")
    assert browser.one("tbody th").text.startswith("Namibia")
    browser.one("td.c-events a").click()
    browser.one(".chip", "Country: Namibia")
    assert len(browser.all("tbody tr")) == 50


def test_a_release_that_was_not_read_says_why(browser: Browser) -> None:
    browser.go("release/void")
    assert "the file has no content" in browser.one(".none").text


def test_all_of_a_release_can_be_reached_by_keys(browser: Browser) -> None:
    browser.go(RELEASE)
    first = browser.one(".text [tabindex='0']")
    browser.js("arguments[0].focus()", first)
    seen = [browser.focused()]
    for _ in range(5):
        browser.keys("\ue014")
        seen.append(browser.focused())
    assert seen[:4] == ["Ada Lund", "Tarnby", "opens", "Harbour Forum"] or "Harbour Forum" in seen
    assert browser.js("return document.querySelectorAll('.text [tabindex=\"0\"]').length") == 1
    browser.keys("\ue007")
    assert browser.js("return document.activeElement.className") == "item-title"
    tab = browser.one("[role=tab]", "Events")
    tab.click()
    browser.keys("\ue014")
    assert browser.focused().startswith("Commitments")
    assert browser.one("[role=tab][aria-selected=true]").text.startswith("Commitments")


def test_the_first_key_skips_to_the_content(browser: Browser) -> None:
    browser.keys("\ue004")
    assert browser.focused() == "Skip to content"
    browser.keys("\ue007")
    assert browser.js("return document.activeElement.id") == "main"
    for _ in range(40):
        browser.keys("\ue004")
        assert browser.js(
            "const e = document.activeElement; const r = e.getBoundingClientRect();"
            "return e === document.body || (r.width > 0 && r.height > 0)"
        )


def test_layers_can_be_switched_off(browser: Browser) -> None:
    browser.go(RELEASE)
    ground = "return getComputedStyle(document.querySelector('.m-name')).backgroundColor"
    before = browser.js(ground)
    browser.one(".l-names").click()
    assert browser.js(ground) != before == browser.js("return arguments[0]", before)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(browser: Browser, scheme: str, width: int) -> None:
    core = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    axe = (Path(core.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
    browser.emulate(width, 900, prefers_color_scheme=scheme, prefers_reduced_motion="reduce")
    found = []
    for view in (*VIEWS, f"{RELEASE}/EV1", "events?q=nothinglikeit", "release/void"):
        browser.go(view)
        browser.one("h1")
        browser.js(axe)
        result: Any = browser.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run(document, {resultTypes: ['violations']}).then((r) => done(r.violations), (e) => done(String(e)))"
        )
        assert isinstance(result, list), result
        found += [(view, v["id"], v["impact"], v["nodes"][0]["html"][:200], len(v["nodes"])) for v in result]
    assert found == []


@pytest.mark.parametrize("view", [*VIEWS, RELEASE, f"release/{HOSTILE_ID}"])
def test_a_phone_shows_all_of_it(browser: Browser, view: str) -> None:
    browser.emulate(360, 740, prefers_reduced_motion="reduce")
    browser.go(view)
    browser.one("h1")
    assert _overflow(browser) <= 0
    small = browser.js(
        "return [...document.querySelectorAll('main button, main summary, main select')]"
        ".filter((e) => e.offsetParent && e.getBoundingClientRect().height < 24).map((e) => e.textContent)"
    )
    assert small == []


def test_colours_follow_the_system_and_the_button(browser: Browser) -> None:
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = browser.js(ground)
    browser.emulate(prefers_color_scheme="dark")
    dark = browser.js(ground)
    assert dark != light
    browser.one("#theme").click()
    assert browser.js(ground) == light
    browser.one("#theme").click()
    browser.emulate(prefers_color_scheme="light")
    assert browser.js(ground) == dark
    browser.go("events")
    assert browser.js(ground) == dark
    browser.one("#theme").click()
    assert browser.js(ground) == light


def test_on_paper_the_text_and_its_findings_remain(browser: Browser) -> None:
    browser.go(RELEASE)
    browser.emulate(media="print")
    assert not browser.all(".views, #theme, .layers, .tabs")
    assert "Mayor" in browser.one(".text").text
    assert len(browser.all(".pane-of")) == 4
    browser.go("events")
    assert not browser.all(".filter-row, .pager, .tools")
    assert browser.all("tbody tr")


def test_days_and_values_in_words(browser: Browser) -> None:
    words = (ASSETS / "words.js").read_text(encoding="utf-8")
    cases = {
        "2018-11-27": "27 November 2018", "2018-04": "April 2018", "2018": "2018", "XXXX-04-01": "1 April",
        "2018-11-27/2018-12-01": "27 November – 1 December 2018", "2019-11-11/2019-11-17": "11–17 November 2019",
        "2019/2021": "2019 – 2021", "2020-01/2020-06": "January – June 2020", "../2020-06-30": "until 30 June 2020",
        "2019/..": "from 2019", "2018-21": "spring 2018", "2018-34": "second quarter of 2018", "199X": "1990s",
        "2019~": "about 2019", "2017-10-12T09:00": "12 October 2017, 09:00", "P3Y": "P3Y", "2018-77": "2018-77",
        "2019-12-30/2020-01-02": "30 December 2019 – 2 January 2020",
    }  # fmt: skip
    found = browser.js(f"{words}; return arguments[0].map((v) => dateWords(v))", list(cases))
    assert dict(zip(cases, found, strict=True)) == cases
    days = browser.js(
        f"{words}; return ['0001-01-01', '1600-02-29', '1969-12-31', '2024-02-29', '9999-12-31'].map((d) =>"
        "[d, iso(dayOf(d)), weekday(dayOf(d))])"
    )
    assert days == [
        ["0001-01-01", "0001-01-01", 0], ["1600-02-29", "1600-02-29", 1], ["1969-12-31", "1969-12-31", 2],
        ["2024-02-29", "2024-02-29", 3], ["9999-12-31", "9999-12-31", 4],
    ]  # fmt: skip
    addresses = ["https://a.org/x", "http://a.org", "javascript:alert(1)", " https://a.org", "data:text/html,x",
                 "https://a.org/ b", "JaVaScRiPt:1", "file:///etc/passwd", None]  # fmt: skip
    assert browser.js(f"{words}; return arguments[0].map(safeAddress)", addresses) == [
        "https://a.org/x", "http://a.org/", *[None] * 7,
    ]  # fmt: skip


def test_texts_over_the_limit_are_said_to_be_missing(browser: Browser, page: Path, tmp_path: Path) -> None:
    copy = tmp_path / STORE_NAME
    copy.write_bytes((page.parent / STORE_NAME).read_bytes())
    with Store(copy, TABLES) as store:
        (tmp_path / "short.html").write_bytes(b"".join(page_pieces(store, "1", max_text=2000)))
    browser.go(f"{RELEASE.replace('0003', '0050')}/EV1", tmp_path / "short.html")
    assert "not in this page" in browser.one(".none").text
    assert "left out" in browser.one("#foot").text
    assert browser.log() == []


class _Repeated:
    """A store with one release, many times over."""

    def __init__(self, store: Any, many: int) -> None:
        self.store = store
        self.many = many
        self.base = "news/forum 0003"

    def counts(self) -> dict[str, int]:
        found: dict[str, int] = self.store.counts()
        return found

    def rows(self, table: Table) -> Iterator[tuple[Cell, ...]]:
        base = [row for row in self.store.rows(table) if row[0] == self.base]
        for number in range(self.many):
            name = f"r{number:05}"
            for row in base:
                yield tuple(cell.replace(self.base, name) if isinstance(cell, str) else cell for cell in row)

    def sources(self) -> Iterator[tuple[str, str, str | None]]:
        (base,) = (source for source in self.store.sources() if source[0] == self.base)
        for number in range(self.many):
            yield f"r{number:05}", base[1] * 40, base[2]


def test_two_thousand_releases_load_quickly(browser: Browser, page: Path, tmp_path: Path) -> None:
    copy, path = tmp_path / STORE_NAME, tmp_path / "many.html"
    copy.write_bytes((page.parent / STORE_NAME).read_bytes())
    with Store(copy, TABLES) as store:
        path.write_bytes(b"".join(page_pieces(_Repeated(store, 2000), "1")))
    browser.go("overview", path)
    assert "2\u202f000 press releases" in browser.one("h1").text
    timing = json.loads(browser.js("return JSON.stringify(performance.getEntriesByType('navigation')[0])"))
    assert timing["loadEventEnd"] < 10_000  # about one second on a quiet machine
    browser.go("release/r01234/EV1", path)
    assert browser.wait(lambda: browser.all(".m-event.sel"))
    assert browser.log() == []
