"""`/search/?q=…`: what somebody typed into the search box, as filters and homes, or as places to choose from."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from site_service import texts
from site_service.markup import element, text
from site_service.origin import Get, api_path, read
from site_service.page import Page, titled
from site_service.pages.city import cards, homes_of
from site_service.pages.parts import Step, crumbs, items, more, notice, search_box

BOX = "/search/"
SLUGS = ("country", "city", "street")


def box_page(get: Get, typed: str, cursor: str) -> Page:
    """Return the answer to a text. Search engines keep none of these. Raises NotFound and Unavailable."""
    asked = urlencode({"q": typed[: texts.TYPED_MAX]}, quote_via=quote)
    found = read(get, f"{api_path('search-suggestions')}?{asked}")
    place, filters = found["place"], found["filters"]
    if place and place["kind"] != "country":
        return _homes_page(get, typed, cursor, found)
    title = f"Homes in {place['name']}" if place else texts.BOX_CHOOSE
    if not found["suggestions"]:
        title = texts.BOX_NO_PLACE
    content = [
        crumbs([Step(title, BOX)]),
        search_box(typed),
        element("h1", text(title)),
        _said(filters, found["not_understood"]),
        _choices(found["suggestions"], filters),
    ]
    status = HTTPStatus.OK if found["suggestions"] else HTTPStatus.NOT_FOUND
    return Page(title=titled(title), description=texts.BOX_NO_PLACE_BODY, content="".join(content), status=status)


def _homes_page(get: Get, typed: str, cursor: str, found: Mapping[str, Any]) -> Page:
    place, filters = found["place"], found["filters"]
    slugs = [place[name] for name in SLUGS if name in place]
    part = homes_of(get, slugs, cursor, **filters)
    title = f"Homes in {_name(place)}"
    address = _address(place, {})
    content = [
        crumbs([Step(place["name"], address)]),
        search_box(typed),
        element("h1", text(title)),
        _said(filters, found["not_understood"]),
        cards(part) if part.found else notice(texts.NO_HOMES, texts.NO_MATCH, Step(f"All of {place['name']}", address)),
        more(BOX, part.cursor, q=typed),
    ]
    description = texts.wishes(filters) or title
    return Page(title=titled(title), description=description, content="".join(content))


def _said(filters: Mapping[str, str], not_understood: Sequence[str]) -> str:
    """Return what was understood as filters, and what was not."""
    understood = element("p", text(texts.wishes(filters)), class_="faint lead") if filters else ""
    if not not_understood:
        return understood
    words = ", ".join(f"“{one}”" for one in not_understood)
    return understood + element("p", text(f"{texts.BOX_NOT_UNDERSTOOD} {words}"), class_="unread")


def _choices(places: Sequence[Mapping[str, Any]], filters: Mapping[str, str]) -> str:
    if not places:
        return element("p", text(texts.BOX_NO_PLACE_BODY)) + element("p", element("a", "See all places", href="/"))
    return items([_choice(place, filters) for place in places], class_="choices")


def _choice(place: Mapping[str, Any], filters: Mapping[str, str]) -> str:
    link = element("a", text(_name(place)), href=_address(place, filters))
    counted = place.get("listings")
    return link + (element("span", f" {text(texts.homes(counted))}", class_="faint") if counted else "")


def _name(place: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (place["name"], place["within"])))


def _address(place: Mapping[str, Any], filters: Mapping[str, str]) -> str:
    """Return a place's page; with filters, which that reads with JavaScript alone, the text that asks for them."""
    if filters and place["kind"] != "country":
        return f"{BOX}?{urlencode({'q': f'{_name(place)}, {texts.wishes(filters)}'}, quote_via=quote)}"
    return "/search/" + "/".join(place[name] for name in SLUGS if name in place)
