"""`/search/?q=…`: what somebody typed into the search box, as filters and homes, or as localities to choose from."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from site_service import texts
from site_service.markup import element, text
from site_service.origin import Get, api_path, read
from site_service.page import Page, titled
from site_service.pages.homes import cards, homes_of, path_to
from site_service.pages.parts import Step, crumbs, items, more, notice, search_box

BOX = "/search/"
SLUGS = ("country", "city", "street")


def box_page(get: Get, typed: str, cursor: str) -> Page:
    """Return the answer to a text. Search engines keep none of these. Raises NotFound and Unavailable."""
    asked = urlencode({"q": typed[: texts.TYPED_MAX]}, quote_via=quote)
    found = read(get, f"{api_path('search-suggestions')}?{asked}")
    locality, filters = found["locality"], found["filters"]
    if locality and (filters or locality["kind"] != "country"):
        return _homes_page(get, typed, cursor, found)
    title = f"Homes in {locality['name']}" if locality else texts.BOX_CHOOSE
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
    locality, filters = found["locality"], found["filters"]
    slugs = [locality[name] for name in SLUGS if name in locality]
    part = homes_of(get, slugs, cursor, **filters)
    title = f"Homes in {_name(locality)}" if len(slugs) > 1 else f"All homes in {_name(locality)}"
    everything = Step(f"All of {locality['name']}", path_to(slugs))
    content = [
        crumbs([Step(locality["name"], _address(locality, {}))]),
        search_box(typed),
        element("h1", text(title)),
        _said(filters, found["not_understood"]),
        cards(part) if part.found else notice(texts.NO_HOMES, texts.NO_MATCH, everything),
        more(BOX, part.cursor, q=typed),
    ]
    description = texts.filters_in_words(filters) or title
    return Page(title=titled(title), description=description, content="".join(content))


def _said(filters: Mapping[str, str], not_understood: Sequence[str]) -> str:
    """Return what was understood as filters, and what was not."""
    understood = element("p", text(texts.filters_in_words(filters)), class_="faint lead") if filters else ""
    if not not_understood:
        return understood
    words = ", ".join(f"“{one}”" for one in not_understood)
    return understood + element("p", text(f"{texts.BOX_NOT_UNDERSTOOD} {words}"), class_="unread")


def _choices(localities: Sequence[Mapping[str, Any]], filters: Mapping[str, str]) -> str:
    if not localities:
        return element("p", text(texts.BOX_NO_PLACE_BODY)) + element("p", element("a", "See all localities", href="/"))
    return items([_choice(locality, filters) for locality in localities], class_="choices")


def _choice(locality: Mapping[str, Any], filters: Mapping[str, str]) -> str:
    link = element("a", text(_name(locality)), href=_address(locality, filters))
    counted = locality.get("listings")
    return link + (element("span", f" {text(texts.homes(counted))}", class_="faint") if counted else "")


def _name(locality: Mapping[str, Any]) -> str:
    return ", ".join(filter(None, (locality["name"], locality["within"])))


def _address(locality: Mapping[str, Any], filters: Mapping[str, str]) -> str:
    """Return a locality's page; with filters, which that reads with JavaScript alone, the text that asks for them."""
    if filters:
        return f"{BOX}?{urlencode({'q': f'{_name(locality)}, {texts.filters_in_words(filters)}'}, quote_via=quote)}"
    return "/search/" + "/".join(locality[name] for name in SLUGS if name in locality)
