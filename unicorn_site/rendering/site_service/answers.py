"""An address of the site → the response to readers of HTML, with its status and how long it may be kept."""

import re
from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import NamedTuple

from site_service import feed, sitemap, texts
from site_service.origin import Get, NotFound, Unavailable
from site_service.page import Page, titled
from site_service.pages.box import BOX, box_page
from site_service.pages.home import home_page
from site_service.pages.homes import homes_page
from site_service.pages.parts import Step, notice
from site_service.pages.places import country_page, front_page
from site_service.shell import filled

SHELL = "/index.html"
SLUG = "[a-z0-9][a-z0-9-]{0,59}"
PLACES = re.compile(rf"/(?:search/({SLUG})(?:/({SLUG})(?:/({SLUG}))?)?/?)?")
HOMES = re.compile(rf"/search-homes/({SLUG})/?")
HOME = re.compile(rf"/properties/({SLUG})/({SLUG})/({SLUG})/({SLUG})/?")
FEED = re.compile(rf"/search/({SLUG})/({SLUG})(?:/({SLUG}))?\.atom")
COUNTRY_MAP = re.compile(rf"/sitemaps/({SLUG})\.xml")
CITY_MAP = re.compile(rf"/sitemaps/({SLUG})/({SLUG})/([1-9]\d?)-of-([1-9]\d?)\.xml")
OURS = re.compile(r"/|/(?:search|search-homes|properties|sitemaps)/.*|/sitemap\.xml", re.DOTALL)

# Browsers ask again each time; the distribution keeps a page as long as the API's answers, and sitemaps for an hour.
PAGES_KEPT = "public, max-age=0, s-maxage=30, must-revalidate"
FEEDS_KEPT = "public, max-age=30, s-maxage=30"  # as the API's answers
SITEMAPS_KEPT = "public, max-age=3600, s-maxage=3600"
NOT_KEPT = "no-store"


class Response(NamedTuple):
    status: HTTPStatus
    media_type: str
    cache_control: str
    body: str


def is_ours(path: str) -> bool:
    """Return whether this module answers a path; the distribution's behaviours in `template.yaml` are the same."""
    return OURS.fullmatch(path) is not None


def answer(path: str, cursor: str, *, base: str, get: Get, typed: str = "") -> Response:
    """Return the response to a path that is ours at the origin `base`. Raises Unavailable if there is no shell.

    `typed` is the text in the search box, where the path is the one that reads it.
    """
    if path.startswith("/sitemap") or FEED.fullmatch(path):
        return _file(path, cursor, base, get)
    shell = get(SHELL)
    if shell.status != HTTPStatus.OK:
        raise Unavailable(f"{SHELL}: {shell.status}")
    document = shell.body.decode()
    try:
        page = _page(path, cursor, base, get, typed)
    except Unavailable:  # a browser shows the failure itself, and tries again; a crawler comes back
        return Response(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", NOT_KEPT, document)
    return Response(page.status, "text/html", PAGES_KEPT, filled(document, page, base))


def _page(path: str, cursor: str, base: str, get: Get, typed: str) -> Page:
    try:
        if path == BOX:
            return box_page(get, typed, cursor)
        if found := HOME.fullmatch(path):
            return home_page(get, base, *found.groups())
        if found := HOMES.fullmatch(path):
            return homes_page(get, base, [found[1]], cursor)
        if found := PLACES.fullmatch(path):
            return _place(get, base, *found.groups(), cursor=cursor)
    except NotFound:
        pass
    return Page(
        title=titled(texts.NO_PAGE),
        description=texts.NO_PAGE_BODY,
        content=notice(texts.NO_PAGE, texts.NO_PAGE_BODY, Step("See all places", "/")),
        status=HTTPStatus.NOT_FOUND,
    )


def _place(get: Get, base: str, country: str | None, city: str | None, street: str | None, *, cursor: str) -> Page:
    if country is None:
        return front_page(get, base, cursor)
    if city is None:
        return country_page(get, base, country, cursor)
    return homes_page(get, base, [country, city, *([street] if street else [])], cursor)


def _file(path: str, cursor: str, base: str, get: Get) -> Response:
    """Return the response to the path of a sitemap or a feed."""
    make = _maker(path)
    try:
        if found := FEED.fullmatch(path):
            content = feed.atom_feed(get, base, [slug for slug in found.groups() if slug], cursor)
            return Response(HTTPStatus.OK, feed.MEDIA_TYPE, FEEDS_KEPT, content)
        if make:
            return Response(HTTPStatus.OK, "application/xml", SITEMAPS_KEPT, make(get, base))
    except NotFound:
        pass
    except Unavailable:
        return _plain(HTTPStatus.SERVICE_UNAVAILABLE)
    return _plain(HTTPStatus.NOT_FOUND)


def _maker(path: str) -> Callable[[Get, str], str] | None:
    if path == "/sitemap.xml":
        return sitemap.index
    if found := COUNTRY_MAP.fullmatch(path):
        return partial(sitemap.country, slug=found[1])
    if found := CITY_MAP.fullmatch(path):
        part = sitemap.CityPart(found[1], found[2], int(found[3]), int(found[4]))
        return partial(sitemap.city, part=part) if part.exists else None
    return None


def _plain(status: HTTPStatus) -> Response:
    return Response(status, "text/plain", NOT_KEPT, f"{status.phrase}\n")
