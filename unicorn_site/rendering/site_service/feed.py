"""`/search/{country}/{city}[/{street}].atom`: the new homes of a city or a street (RFC 4287), in pages (RFC 5005).

An entry is one home, and its id the same for ever; `updated` is when it was published, or published again.
"""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from site_service import texts
from site_service.money import amount_and_period
from site_service.origin import Get, NotFound, api_path, read, read_part
from site_service.page import BRAND
from site_service.pages.cards import cards_of
from site_service.pages.parts import file_of

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"
SIZE = 50  # homes of a page
PHOTO = 800  # pixels
IDS = "tag:unicorn.properties,2026:"  # RFC 4151: no other host gives the same home another id
NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, 2.2
register_namespace("", ATOM)


def path_of(places: list[str]) -> str:
    return f"/search/{'/'.join(places)}.atom"


def atom_feed(get: Get, base: str, places: list[str], cursor: str) -> str:
    """Return a page of the feed of a city or street, from `cursor` on. Raises NotFound and Unavailable."""
    part = read_part(get, api_path("search", *places), limit=str(SIZE), sort="newest", cursor=cursor)
    cards = cards_of(part)
    if not cards:
        raise NotFound(path_of(places))
    moments = [card.get("published_at") or _published_at(get, card) for card in cards]
    page, path = f"/search/{'/'.join(places)}", path_of(places)
    feed = Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "en"})
    _add(feed, "id", f"{IDS}{page}")
    _add(feed, "title", f"New homes in {_place(cards[0], places)}: {BRAND}")
    _add(feed, "updated", max(moments))
    _add(SubElement(feed, f"{{{ATOM}}}author"), "name", BRAND)
    _link(feed, "self", base + _page(path, cursor), MEDIA_TYPE)
    _link(feed, "alternate", base + page, "text/html")
    if cursor:
        _link(feed, "first", base + path, MEDIA_TYPE)
    if part.cursor:
        _link(feed, "next", base + _page(path, part.cursor), MEDIA_TYPE)
    for card, moment in zip(cards, moments, strict=True):
        _entry(feed, card, moment, base)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _entry(feed: Element, card: Mapping[str, Any], moment: str, base: str) -> None:
    path = f"/properties/{card['property_id']}"
    entry = SubElement(feed, f"{{{ATOM}}}entry")
    _add(entry, "id", f"{IDS}{path}")
    _add(entry, "title", texts.name_of(card))
    _link(entry, "alternate", base + path, "text/html")
    if card["image"]:
        url = file_of(card["image"]["urls"], PHOTO)
        _link(entry, "enclosure", url if "://" in url else base + url, "image/webp")
    _add(entry, "published", moment)
    _add(entry, "updated", moment)
    SubElement(
        entry, f"{{{ATOM}}}category", {"term": card["contract"], "label": texts.OFFERS[card["contract"]]}
    )  # fmt: skip
    _add(entry, "summary", _summary(card))


def _summary(card: Mapping[str, Any]) -> str:
    price = " ".join(filter(None, amount_and_period(card)))
    known = [
        texts.OFFERS[card["contract"]],
        price,
        texts.in_brief(card),
        texts.street_line(card),
        texts.city_line(card),
    ]
    return " · ".join(filter(None, known))


def _published_at(get: Get, card: Mapping[str, Any]) -> str:
    """Return the time that a card of an earlier release does not have."""
    return str(read(get, api_path("properties", *card["property_id"].split("/")))["published_at"])


def _place(card: Mapping[str, Any], places: list[str]) -> str:
    names = [card["country"], card["city"], card["street"]][: len(places)]
    return ", ".join(reversed(names))


def _page(path: str, cursor: str) -> str:
    return f"{path}?cursor={quote(cursor)}" if cursor else path


def _add(parent: Element, name: str, content: str) -> None:
    SubElement(parent, f"{{{ATOM}}}{name}").text = NOT_IN_XML.sub("\ufffd", content)


def _link(parent: Element, rel: str, href: str, kind: str) -> None:
    SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "type": kind, "href": href})
