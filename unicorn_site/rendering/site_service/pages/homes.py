"""`/search/{country}/{city}[/{street}]` and `/search-homes/{country}`: homes of a locality, page by page."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from site_service import texts
from site_service.feed import path_of
from site_service.markup import element, text
from site_service.money import amount_and_period
from site_service.origin import Get, Part, api_path, read_all, read_part
from site_service.page import Page, shortened, titled
from site_service.pages.cards import cards_of
from site_service.pages.parts import SCHEMA, Step, breadcrumb, crumbs, image, item_list, more, notice

PAGE_SIZE = 24  # as the pages with JavaScript ask for
EAGER = 6  # cards that are seen first on a wide window
SIZES = "(min-width: 76rem) 18rem, (min-width: 56rem) 30vw, (min-width: 36rem) 46vw, 92vw"


def homes_page(get: Get, base: str, places: list[str], cursor: str) -> Page:
    """Return a page of the homes of a country, city or street, from `cursor` on. Raises NotFound and Unavailable."""
    part = homes_of(get, places, cursor)
    if not part.found:
        return _none(places)
    steps = _steps(get, places, part.found[0])
    title = _title(steps, is_country=len(places) == 1)
    homes = [Step(texts.name_of(card), f"/properties/{card['property_id']}") for card in part.found]
    data = {
        "@context": SCHEMA,
        "@type": "CollectionPage",
        "@id": base + steps[-1].path,
        "url": base + steps[-1].path,
        "name": title,
        "mainEntity": item_list(base, homes),
        "breadcrumb": breadcrumb(base, steps),
    }
    return Page(
        title=titled(title),
        description=_description(part, title, steps),
        content=crumbs(steps) + element("h1", text(title)) + cards(part) + more(steps[-1].path, part.cursor),
        path=None if cursor else steps[-1].path,  # a page behind the first one is only followed
        data=None if cursor else data,
        feed=path_of(places) if len(places) > 1 else None,
    )


def homes_of(get: Get, places: Sequence[str], cursor: str, **filters: str) -> Part:
    """Return the next homes; a page without any that is not the last says only how much one request reads."""
    path = api_path("search" if len(places) > 1 else "search-homes", *places)
    part = read_part(get, path, **filters, limit=str(PAGE_SIZE), cursor=cursor)
    if not part.found and part.cursor:
        return homes_of(get, places, part.cursor, **filters)
    return part._replace(found=cards_of(part))


def path_to(places: Sequence[str]) -> str:
    """Return the path of the page of all homes of a country, city or street."""
    return f"/{'search' if len(places) > 1 else 'search-homes'}/{'/'.join(places)}"


def _steps(get: Get, places: Sequence[str], first: Mapping[str, Any]) -> list[Step]:
    """Return the way to the page; the names of the country and the city, which a home may spell otherwise."""
    country, *inner = places
    steps = [Step(_name(get, [], country) or first["country"], f"/search/{country}")]
    if not inner:
        return [*steps, Step("All homes", path_to(places))]
    names = [_name(get, [country], inner[0]) or first["city"], first["street"]]
    return [*steps, *(Step(names[depth], path_to(places[: depth + 2])) for depth in range(len(inner)))]


def _title(steps: Sequence[Step], *, is_country: bool) -> str:
    if is_country:
        return f"All homes in {steps[0].name}"
    return f"Homes in {', '.join(step.name for step in reversed(steps[1:]))}"


def _name(get: Get, above: list[str], slug: str) -> str | None:
    """Return the name of a country or city, which a home in it may spell otherwise."""
    kind = "city" if above else "country"
    return next((one["name"] for one in read_all(get, api_path("search", *above)) if one[kind] == slug), None)


def _description(part: Part, title: str, steps: list[Step]) -> str:
    some = ", ".join(dict.fromkeys(texts.OFFERS[card["contract"]].lower() for card in part.found))
    count = texts.homes(len(part.found)) if part.cursor is None else f"{len(part.found)} homes and more"
    examples = "; ".join(texts.name_of(card) for card in part.found[:3])
    return shortened(f"{title}, {steps[0].name}: {count} {some}, such as {examples}")


def cards(part: Part) -> str:
    """Return a page of homes with its heading."""
    count = texts.homes(len(part.found))
    heading = element("h2", text(count if part.cursor is None else f"The first {count}"), class_="count")
    return heading + element(
        "ul", "".join(_card(card, eager=index < EAGER) for index, card in enumerate(part.found)), class_="cards"
    )


def _card(card: Mapping[str, Any], *, eager: bool) -> str:
    amount, period = amount_and_period(card)
    street = f"{texts.street_line(card)}, " if card["headline"] else ""
    link = element("a", text(texts.name_of(card)), href=f"/properties/{card['property_id']}")
    line = texts.in_brief(card)
    words = [
        element("span", text(amount) + (f" {element('small', text(period))}" if period else ""), class_="price"),
        element("h3", link),
        element("p", text(street + texts.city_line(card)), class_="faint"),
        element("p", text(line), class_="facts") if line else "",
    ]
    shown = card["image"]
    photo = (
        image(shown, shown["alt_text"] or "", SIZES, eager=eager)
        if shown
        else element("span", "No photo yet", class_="image none")
    )  # fmt: skip
    badge = element("span", text(texts.OFFERS[card["contract"]]), class_="badge offer")
    return element("li", photo + badge + element("div", "".join(words), class_="words"), class_="card")


def _none(places: Sequence[str]) -> Page:
    nearby = Step("Look nearby", f"/search/{places[0]}")
    return Page(
        title=titled(texts.NO_HOMES),
        description=texts.NO_HOMES_BODY,
        content=notice(texts.NO_HOMES, texts.NO_HOMES_BODY, nearby),
        status=HTTPStatus.NOT_FOUND,
    )
