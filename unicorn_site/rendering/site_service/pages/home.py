"""`/properties/{country}/{city}/{street}/{number}`: one home, with all that is known of it."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from site_service import texts
from site_service.markup import element, text
from site_service.money import amount_and_period
from site_service.origin import Get, NotFound, api_path, read
from site_service.page import BRAND_PREVIEW, Page, Preview, shortened, titled
from site_service.pages.listing_data import LARGEST, listing_data
from site_service.pages.parts import Step, crumbs, file_of, image, notice
from site_service.pages.viewing_times import viewing_times
from site_service.price_per_area import price_per_area

LARGE = "(min-width: 76rem) 46rem, (min-width: 56rem) 62vw, 100vw"


def home_page(get: Get, base: str, country: str, city: str, street: str, number: str) -> Page:
    """Return a home's page, or that it is not on offer (any more). Raises Unavailable."""
    try:
        listing = read(get, api_path("properties", country, city, street, number))
    except NotFound as error:
        return _gone(Step("Look nearby", f"/search/{country}/{city}"), was_public=error.was_public)
    times = viewing_times(get, country, city, street, number)
    places = [country, city, street]
    names = [listing["country"], listing["city"], listing["street"]]
    above = [Step(name, f"/search/{'/'.join(places[: depth + 1])}") for depth, name in enumerate(names)]
    steps = [*above, Step(listing["number"], f"/properties/{country}/{city}/{street}/{number}")]
    return Page(
        title=titled(f"{texts.name_of(listing)}, {listing['city']}"),
        description=_description(listing),
        content=crumbs(steps) + _article(listing, base + steps[-1].path, times) + _back(listing, above[1]),
        path=steps[-1].path,
        data=listing_data(listing, base, steps),
        preview=_preview(listing),
    )


def _gone(nearby: Step, *, was_public: bool) -> Page:
    return Page(
        title=titled(texts.GONE),
        description=texts.GONE_BODY,
        content=notice(texts.GONE, texts.GONE_BODY, nearby),
        status=HTTPStatus.GONE if was_public else HTTPStatus.NOT_FOUND,
    )


def _description(listing: Mapping[str, Any]) -> str:
    offer = " ".join(filter(None, [texts.OFFERS[listing["contract"]], "·", *amount_and_period(listing)]))
    where = f"{texts.city_line(listing)}, {listing['country']}"
    return shortened(". ".join(filter(None, [offer, texts.in_brief(listing), where, listing["description"]])))


def _preview(listing: Mapping[str, Any]) -> Preview:
    if not listing["images"]:
        return BRAND_PREVIEW
    first = listing["images"][0]
    scale = min(1.0, LARGEST / first["width"])
    width, height = round(first["width"] * scale), max(1, round(first["height"] * scale))
    return Preview(file_of(first["urls"], LARGEST), width, height, first["alt_text"] or texts.street_line(listing))


def _article(listing: Mapping[str, Any], url: str, times: str) -> str:
    return element("article", _gallery(listing) + _summary(listing, url) + _story(listing) + times, class_="home")


def _gallery(listing: Mapping[str, Any]) -> str:
    images: Sequence[Mapping[str, Any]] = listing["images"]
    if not images:
        return element("div", element("span", "No photo yet", class_="image none"), class_="gallery")
    first = images[0]
    caption = element("figcaption", text(first["caption"])) if first["caption"] else ""
    alt = _alt(listing, first, 1)
    large = image(first, alt, LARGE, eager=True, width=first["width"], height=first["height"])
    more = [
        element("li", element("a", image(one, _alt(listing, one, index), "6rem"), href=file_of(one["urls"], LARGEST)))
        for index, one in enumerate(images, 1)
    ]
    thumbs = element("ul", "".join(more), class_="thumbs") if len(more) > 1 else ""
    return element("section", element("figure", large + caption) + thumbs, class_="gallery", aria_label="Photos")


def _alt(listing: Mapping[str, Any], shown: Mapping[str, Any], index: int) -> str:
    place = texts.street_line(listing)
    return str(shown["alt_text"] or f"Photo {index} of {len(listing['images'])}: {place}")


def _summary(listing: Mapping[str, Any], url: str) -> str:
    amount, period = amount_and_period(listing)
    street = f"{texts.street_line(listing)}, " if listing["headline"] else ""
    where = f"{street}{texts.city_line(listing)}, {listing['country']}"
    content = [
        element("span", text(texts.OFFERS[listing["contract"]]), class_="badge"),
        element("h1", text(texts.name_of(listing))),
        element("p", text(where), class_="faint"),
        element("span", text(amount) + (f" {element('small', text(period))}" if period else ""), class_="price"),
        _facts(listing),
        element("p", text(f"Your agent: {name}"), class_="faint") if (name := listing["agent_name"]) else "",
        element("p", text(url), class_="printed"),
    ]
    return element("div", "".join(content), class_="summary")


def _facts(listing: Mapping[str, Any]) -> str:
    known = [(label, texts.fact(listing, name)) for name, label in texts.FACTS.items()]
    known.append((texts.PRICE_PER_AREA, price_per_area(listing)))
    known.append((texts.LOCATION, texts.location(listing.get("location"))))
    known.append(("On the market since", texts.date(listing["published_at"])))
    rows = (
        element("div", element("dt", text(label)) + element("dd", text(value)))
        for label, value in known
        if value is not None
    )
    return element("dl", "".join(rows), class_="facts", aria_label="At a glance")


def _story(listing: Mapping[str, Any]) -> str:
    written = element("p", text(listing["description"]), class_="written")
    return element("section", element("h2", "About this home") + written, class_="story")


def _back(listing: Mapping[str, Any], city: Step) -> str:
    link = element("a", text(f"More homes in {listing['city']}"), class_="button quiet", href=city.path)
    return element("p", link, class_="more")
