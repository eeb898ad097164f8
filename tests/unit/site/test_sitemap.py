"""Sitemaps name every page that search engines are to know, whatever changes while they are read."""

import json
import re
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from site_service import sitemap
from site_service.origin import Answer
from site_service.robots import robots
from site_service.sitemap import HOMES, PARTS_MAX, CityPart, TooMany, parts_of

from tests.unit.site.rendered import BASE, FakeOrigin, of_homes, respond

CITY_MAP = "/sitemaps/usa/anytown"


def paths(origin: FakeOrigin, path: str) -> list[str]:
    response = respond(origin, path)
    assert (response.status, response.media_type) == (200, "application/xml")
    assert response.cache_control == "public, max-age=3600, s-maxage=3600"
    return [found.removeprefix(BASE) for found in re.findall("<loc>(.*?)</loc>", response.body)]


class City(FakeOrigin):
    """A city whose homes a reader finds in pages of three, behind the last id of the page before."""

    homes: set[str]

    def get(self, path: str) -> Answer:
        if not path.startswith("/api/web/search/usa/anytown"):
            return super().get(path)
        after = re.search("cursor=(.*)$", path)
        page = sorted(home for home in self.homes if not after or home > after[1].replace("%2F", "/"))[:4]
        link = f'<?limit=100&cursor={page[2].replace("/", "%2F")}>; rel="next"' if len(page) > 3 else ""
        return Answer(200, json.dumps([{"property_id": home} for home in page[:3]]).encode(), link)


def a_city(homes: set[str]) -> City:
    city = City(of_homes().answers)
    city.homes = homes
    return city


def home(number: int) -> str:
    return f"usa/anytown/main-street/{number}"


def test_the_index_names_every_country_and_every_city() -> None:
    assert paths(of_homes({}), "/sitemap.xml") == ["/sitemaps/usa.xml", f"{CITY_MAP}/1-of-1.xml"]
    assert paths(of_homes({}), "/sitemaps/usa.xml") == ["/", "/search/usa", "/search/usa/anytown"]


def test_a_city_is_read_to_its_last_home() -> None:
    city = a_city({home(number) for number in range(10)})
    assert paths(city, f"{CITY_MAP}/1-of-1.xml") == [f"/properties/{home(number)}" for number in range(10)]


@given(st.integers(1, PARTS_MAX * HOMES * 2))
def test_parts_are_a_power_of_two_and_of_a_size_that_is_read_at_once(homes: int) -> None:
    parts = parts_of(homes)
    assert all(CityPart("a", "b", number, parts).exists for number in range(1, parts + 1))
    assert homes <= parts * HOMES or parts == PARTS_MAX
    assert parts == 1 or homes > (parts // 2) * HOMES


def test_homes_that_stay_public_are_named_while_others_come_and_go() -> None:
    chance = Random(7)
    staying = {home(number) for number in range(0, 60, 2)}
    city = a_city(staying | {home(1)})
    found: list[str] = []
    for number in range(1, 5):
        city.homes = staying | {home(chance.randrange(1, 60, 2)) for _ in range(20)}
        found += paths(city, f"{CITY_MAP}/{number}-of-4.xml")
    named = [path.removeprefix("/properties/") for path in found]
    assert staying <= set(named)
    assert len([path for path in named if path in staying]) == len(staying)  # each in one part


@pytest.mark.parametrize("name", ["0-of-1", "2-of-1", "1-of-3", "1-of-128", "01-of-2", "1-of-65", "99-of-64", "x"])
def test_there_are_no_other_parts(name: str) -> None:
    city = a_city({home(1)})
    assert respond(city, f"{CITY_MAP}/{name}.xml").status == 404
    assert city.asked == []


def test_a_country_without_homes_has_no_sitemap() -> None:
    assert respond(FakeOrigin(), "/sitemaps/nowhere.xml").status == 404


@pytest.mark.parametrize("path", ["/sitemap.xml", "/sitemaps/usa.xml", f"{CITY_MAP}/1-of-1.xml"])
def test_a_sitemap_that_cannot_be_read_to_its_end_is_none(path: str) -> None:
    unread: Any = Answer(200, b"[]", '<?cursor=c>; rel="next"')
    lists = ("/search", "/search/usa", "/search/usa/anytown?limit=100&sort=place")
    response = respond(FakeOrigin(dict.fromkeys(lists, unread) | {f"{one}?cursor=c": None for one in lists}), path)
    assert (response.status, response.cache_control) in {(503, "no-store"), (404, "no-store")}


def test_no_sitemap_has_more_entries_than_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemap, "ENTRIES_MAX", 3)
    with pytest.raises(TooMany):
        respond(a_city({home(number) for number in range(4)}), f"{CITY_MAP}/1-of-1.xml")


def test_crawlers_may_read_the_pages_and_the_public_api_of_a_stage_for_people_alone() -> None:
    rules = robots(BASE, is_indexed=True)
    assert rules.endswith(f"\nSitemap: {BASE}/sitemap.xml\n")
    disallowed = re.findall("^Disallow: (.*)$", rules, re.MULTILINE)
    assert not [path for path in disallowed if "/api/web/search/usa".startswith(path) or path == "/"]
    assert {"/agent/", "/saved", "/api/contracts/"} <= set(disallowed)
    assert robots(BASE, is_indexed=False) == "User-agent: *\nDisallow: /\n"
