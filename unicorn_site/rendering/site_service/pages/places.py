"""`/` and `/search/{country}`: the countries, and the cities of one, that have homes."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from site_service import texts
from site_service.markup import element, text
from site_service.origin import Get, Part, api_path, read_all, read_part
from site_service.page import BRAND, BRAND_PREVIEW, Page, shortened, titled
from site_service.pages.homes import path_to
from site_service.pages.parts import SCHEMA, Step, breadcrumb, crumbs, item_list, items, more, notice, search_box

TITLE = f"{BRAND}: homes for sale and for rent"
LEAD = "with a story to tell."
BODY = "Every home is checked before it is published: its photos, its description and its contract."
NONE = "There are no homes yet"
NONE_BODY = "Our agents are at work. The first homes appear here as soon as they are approved."


def front_page(get: Get, base: str, cursor: str) -> Page:
    """Return every country. Raises NotFound and Unavailable."""
    part = read_part(get, api_path("search"), cursor=cursor)
    countries = [Step(one["name"], f"/search/{one['country']}") for one in part.found]
    count = sum(one["listings"] for one in part.found)
    badge = f"{texts.homes(count)} in {texts.counted(len(countries), 'country', 'countries')}"
    names = ", ".join(country.name for country in countries)
    return Page(
        title=TITLE,
        description=shortened(f"{badge}: {names}. {BODY}" if countries else BODY),
        content=_hero(badge if countries else None) + _countries(part) + more("/", part.cursor),
        path=None if cursor else "/",
        data=None if cursor else _front_data(base, countries),
    )


def _front_data(base: str, countries: list[Step]) -> dict[str, Any]:
    return {
        "@context": SCHEMA,
        "@type": "WebSite",
        "@id": f"{base}/",
        "url": f"{base}/",
        "name": BRAND,
        "description": BODY,
        "publisher": {
            "@type": "RealEstateAgent",
            "name": BRAND,
            "url": f"{base}/",
            "image": base + BRAND_PREVIEW.path,
        },
        "hasPart": [{"@type": "CollectionPage", "name": one.name, "url": base + one.path} for one in countries],
    }


def _hero(badge: str | None) -> str:
    title = element("h1", f"Find a home<br>{element('em', text(LEAD))}")
    found = element("p", text(badge), class_="badge") if badge else ""
    return element("header", title + element("p", text(BODY)) + search_box() + found, class_="hero")


def _countries(part: Part) -> str:
    if not part.found:
        return element("section", element("h2", text(NONE)) + element("p", text(NONE_BODY)), class_="notice")
    return element("div", "".join(_country(one) for one in part.found), class_="countries")


def _country(one: Mapping[str, Any]) -> str:
    link = element("a", text(one["name"]), href=f"/search/{one['country']}")
    counts = element("p", text(_counts(one)), class_="faint")
    return element("section", element("div", element("h2", link) + counts, class_="heading"), class_="country")


def country_page(get: Get, base: str, country: str, cursor: str) -> Page:
    """Return the cities of a country. Raises NotFound and Unavailable."""
    part = read_part(get, api_path("search", country), cursor=cursor)
    found = next((one for one in read_all(get, api_path("search")) if one["country"] == country), None)
    if found is None or not part.found:
        return Page(
            title=titled(texts.NO_HOMES),
            description=texts.NO_HOMES_BODY,
            content=notice(texts.NO_HOMES, texts.NO_HOMES_BODY, Step("See all places", "/")),
            status=HTTPStatus.NOT_FOUND,
        )
    steps, title = [Step(found["name"], f"/search/{country}")], f"Homes in {found['name']}"
    cities = [Step(one["name"], f"/search/{country}/{one['city']}") for one in part.found]
    names = ", ".join(city.name for city in cities)
    following = more(steps[0].path, part.cursor)
    lead = element("p", text(_counts(found)), class_="faint lead")
    link = element("a", "Search all of its homes", class_="button quiet", href=path_to([country]))
    search = element("p", link, class_="lead")
    return Page(
        title=titled(title),
        description=shortened(f"{title}: {_counts(found)}. {names}"),
        content="".join([crumbs(steps), element("h1", text(title)), lead, search, _tiles(part, country), following]),
        path=None if cursor else steps[0].path,
        data=None if cursor else _country_data(base, title, steps, cities),
    )


def _country_data(base: str, title: str, steps: list[Step], cities: list[Step]) -> dict[str, Any]:
    url = base + steps[-1].path
    return {
        "@context": SCHEMA,
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": title,
        "mainEntity": item_list(base, cities),
        "breadcrumb": breadcrumb(base, steps),
    }


def _tiles(part: Part, country: str) -> str:
    return items([_tile(one, f"/search/{country}/{one['city']}") for one in part.found], class_="tiles")


def _tile(one: Mapping[str, Any], path: str) -> str:
    words = element("strong", text(one["name"])) + " " + element("span", text(texts.homes(one["listings"])))
    content = element("span", "", class_="image") + element("span", words, class_="words")
    return element("a", content, class_="tile", href=path)


def _counts(one: Mapping[str, Any]) -> str:
    return f"{texts.homes(one['listings'])} in {texts.counted(one['cities'], 'city', 'cities')}"
