"""The Atom feed of a city or a street: what RFC 4287 asks for, whatever a home is called."""

import json
from datetime import datetime
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from site_service.handlers import render_pages
from site_service.origin import Answer
from web_service.api.images.urls import images_template

from tests.unit.site.rendered import BASE, CITY, HOUSE, FakeOrigin, card, details, of_homes, read, respond

ATOM = "{http://www.w3.org/2005/Atom}"
FEED = f"{CITY}.atom"
MONDAY, TUESDAY = 1_772_442_000_000, 1_772_528_400_000  # milliseconds since 1970
HOSTILE = ["<b>&amp;</b>", "]]>", "a\x0bb\x00c\x1f", "\ufffe\uffff", "\u202eevil", "'\"", "😀", "<!--", "&#0;"]


def origin_of(*cards: dict[str, Any], link: str = "", cursor: str = "", places: str = "usa/anytown") -> FakeOrigin:
    found = Answer(200, json.dumps(cards).encode(), link, *images_template("").values())
    more = f"&cursor={cursor}" if cursor else ""
    return FakeOrigin({f"/search/{places}?limit=50&sort=newest{more}": found})


def parsed(origin: FakeOrigin, path: str = FEED, cursor: str = "") -> ElementTree.Element:
    response = respond(origin, path, cursor)
    assert (response.status, response.media_type) == (200, "application/atom+xml")
    assert response.cache_control == "public, max-age=30, s-maxage=30"
    return ElementTree.fromstring(response.body.encode())


def links(element: ElementTree.Element) -> dict[str, str]:
    found = element.findall(f"{ATOM}link")
    assert len({link.attrib["rel"] for link in found}) == len(found)
    return {link.attrib["rel"]: link.attrib["href"] for link in found}


def text(element: ElementTree.Element, name: str) -> str:
    [found] = element.findall(ATOM + name)
    assert found.text
    return found.text


def check(feed: ElementTree.Element) -> None:
    """Check what RFC 4287 demands of a feed and of its entries."""
    assert feed.tag == f"{ATOM}feed"
    assert [text(author, "name") for author in feed.findall(f"{ATOM}author")] == ["Unicorn Properties"]
    for part in (feed, *feed.findall(f"{ATOM}entry")):
        assert text(part, "id").startswith("tag:unicorn.properties,2026:/")
        assert text(part, "title").strip()
        assert datetime.fromisoformat(text(part, "updated")).tzinfo
        assert all(url.startswith("https://") for url in links(part).values())
        assert links(part)["alternate"]
    ids = [text(entry, "id") for entry in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)


def test_the_feed_has_the_newest_homes_with_their_page_photo_and_price() -> None:
    new = card(since=TUESDAY, headline="Sunny cottage", bedrooms=3)
    old = card(f"{HOUSE}1", since=MONDAY, image_id=None, kind="rent", rent_period="month")
    feed = parsed(origin_of(new, old))
    check(feed)
    first, second = feed.findall(f"{ATOM}entry")
    assert text(feed, "id") == f"tag:unicorn.properties,2026:{CITY}"
    assert text(feed, "title") == "New homes in Anytown, USA: Unicorn Properties"
    assert text(feed, "updated") == text(first, "updated") == text(first, "published") == "2026-03-03T09:00:00.000Z"
    assert links(feed) == {"self": BASE + FEED, "alternate": BASE + CITY}
    assert text(first, "id") == f"tag:unicorn.properties,2026:/properties/{HOUSE}"
    assert links(first) == {
        "alternate": f"{BASE}/properties/{HOUSE}",
        "enclosure": f"{BASE}/published/{HOUSE}/i1/800.webp",
    }
    assert text(first, "title") == "Sunny cottage"
    assert text(first, "summary") == "For sale · US$385,000 · 3 bed · 111 Main Street · Anytown"
    assert text(second, "summary").startswith("For rent · US$385,000 a month · ")
    assert set(links(second)) == {"alternate"}


def test_a_page_of_the_feed_leads_to_the_next_and_to_the_first() -> None:
    link = '<?limit=50&sort=newest&cursor=next-one>; rel="next"'
    first = parsed(origin_of(card(since=MONDAY), link=link))
    assert links(first)["next"] == f"{BASE}{FEED}?cursor=next-one"
    last = parsed(origin_of(card(since=MONDAY), cursor="next-one"), cursor="next-one")
    assert links(last) == {
        "self": f"{BASE}{FEED}?cursor=next-one",
        "alternate": BASE + CITY,
        "first": BASE + FEED,
    }
    assert text(last, "id") == text(first, "id")


def test_a_street_has_a_feed_of_its_own() -> None:
    feed = parsed(
        origin_of(card(since=MONDAY), places="usa/anytown/main-street"), "/search/usa/anytown/main-street.atom"
    )
    assert text(feed, "title").startswith("New homes in Main Street, Anytown, USA")


def test_a_home_whose_card_has_no_time_yet_has_that_of_its_details() -> None:
    origin = origin_of(card())
    origin.answers[f"/properties/{HOUSE}"] = details()
    assert text(parsed(origin), "updated") == "2026-03-02T09:00:00.000Z"


@pytest.mark.parametrize("path", [FEED, "/search/usa.atom", "/search/usa/anytown/main-street/111.atom"])
def test_where_there_are_no_homes_there_is_no_feed(path: str) -> None:
    assert respond(origin_of(), path).status == 404


def test_an_api_that_does_not_answer_is_no_feed_without_homes() -> None:
    assert respond(FakeOrigin({"/search/usa/anytown?limit=50&sort=newest": None}), FEED).status == 503


@settings(deadline=None, max_examples=60)
@given(st.text(min_size=1).filter(str.strip) | st.sampled_from(HOSTILE))
def test_no_text_breaks_the_feed(name: str) -> None:
    feed = parsed(origin_of(card(since=MONDAY, headline=f"A{name}", city=f"A{name}", street=f"A{name}")))
    check(feed)
    assert len(feed.findall(f"{ATOM}entry")) == 1


@pytest.mark.parametrize("name", HOSTILE[:2] + HOSTILE[4:])
def test_a_title_is_the_text_that_it_was(name: str) -> None:
    [entry] = parsed(origin_of(card(since=MONDAY, headline=name))).findall(f"{ATOM}entry")
    assert text(entry, "title") == name


def test_the_page_of_a_place_names_its_feed() -> None:
    page = read(of_homes(card()), CITY)
    assert page.links("link", rel="alternate", type="application/atom+xml") == [BASE + FEED]


def test_who_has_a_response_already_is_answered_304(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render_pages, "origin", lambda _: origin_of(card(since=MONDAY)))
    first = ask()
    assert first["statusCode"] == 200
    tag = first["headers"]["ETag"]
    for known in (tag, f"W/{tag}", f'"x", {tag}', "*"):
        again = ask({"if-none-match": known})
        assert (again["statusCode"], again["body"], again["headers"]["ETag"]) == (304, "", tag)
    assert ask({"if-none-match": '"x"'})["statusCode"] == 200


def ask(headers: dict[str, str] | None = None) -> dict[str, Any]:
    event = {
        "rawPath": FEED,
        "headers": {"x-forwarded-host": "site.test"} | (headers or {}),
        "requestContext": {"http": {"method": "GET"}},
    }
    return render_pages.handler(event, None)
