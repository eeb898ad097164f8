"""Other people's checkers read the pages: of data by schema.org, of previews of links. They run in Node, offline."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from site_service.answers import SHELL as SHELL_PATH

from tests.node_packages import run_in_node
from tests.unit.site.rendered import CITY, HOME, FakeOrigin, card, details, of_homes, respond
from unicorn_cli.site.bundle import SOURCES

pytestmark = pytest.mark.slow

TOOL = SOURCES / "tools" / "link_checks"
ROOMS: dict[str, Any] = {"bedrooms": 3, "bathrooms": 2.5, "living_area": 118.25, "lot_size": 640, "year_built": 1934}
RENT: dict[str, Any] = {"kind": "rent", "minor": 120_000}
HOMES: dict[str, dict[str, Any]] = {
    "sale": {"property_type": "house", **ROOMS},
    "rent by the week": {**RENT, "rent_period": "week", "property_type": "apartment", **ROOMS},
    "rent by the month": {**RENT, "rent_period": "month", "property_type": "villa", "heating": "gas", **ROOMS},
    "rent by the year": {**RENT, "rent_period": "year", "property_type": "commercial", "living_area": 900},
    "land": {"property_type": "land", "lot_size": 1200.5},
    "farm": {"property_type": "farm", "region": "Illinois", "postcode": "62704", "unit": "Apt 4", **ROOMS},
    "townhouse": {"property_type": "townhouse", "headline": "Of brick", **ROOMS},
    "price on request, nothing stated": {"minor": None},
    "no photo": {"images": []},
    "hostile text": {"description": "</script><b>\"'\u2028", "headline": "<!--<script>", "city": "&quot;"},
}


def pages() -> list[dict[str, str]]:
    found = [
        {"name": name, "html": respond(of_homes(more={HOME: details(**home)}), HOME).body, "type": "RealEstateListing"}
        for name, home in HOMES.items()
    ]
    places = {"/": "WebSite", "/search/usa": "CollectionPage", CITY: "CollectionPage"}
    origin = of_homes(card(), card(HOME.removeprefix("/properties/")[:-1] + "2", image_id=None))
    return found + [{"name": path, "html": respond(origin, path).body, "type": kind} for path, kind in places.items()]


def check(given: list[dict[str, str]], home: Path) -> subprocess.CompletedProcess[str]:
    return run_in_node(TOOL, ["check.mjs"], home, json.dumps(given))


def test_checkers_of_data_and_of_previews_find_no_fault_in_any_page(tmp_path: Path) -> None:
    done = check(pages(), tmp_path)
    *faults, summary = done.stdout.splitlines() or [done.stderr]
    assert (faults, done.returncode) == ([], 0), done.stdout + done.stderr
    passed, _, rest = summary.partition(" of ")
    assert rest == f"{passed} checks passed"
    assert int(passed) > 20 * len(pages())


def test_the_checkers_find_what_is_missing_or_wrong(tmp_path: Path) -> None:
    [home] = [page for page in pages() if page["name"] == "sale"]
    broken = {
        "no image": home["html"].replace("og:image", "og:picture"),
        "no title": home["html"].replace('"og:title"', '"og:heading"'),
        "unknown property": home["html"].replace('"numberOfBedrooms"', '"bedrooms"'),
        "wrong kind of value": home["html"].replace('"numberOfBedrooms":3', '"numberOfBedrooms":[{}]'),
        "no data": home["html"].replace("application/ld+json", "text/plain"),
        "no frame filled": FakeOrigin().get(SHELL_PATH).body.decode(),
    }
    assert home["html"] not in broken.values()
    given = [{"name": name, "html": html, "type": home["type"]} for name, html in broken.items()]
    done = check(given, tmp_path)
    assert done.returncode == 1, done.stderr
    assert {line.partition(":")[0] for line in done.stdout.splitlines()[:-1]} >= set(broken), done.stdout
