"""Pages as crawlers, previews of shared links and browsers without JavaScript read them."""

import json
from typing import Any

import pytest
from site_service.markup import IN_SCRIPTS
from site_service.origin import Answer
from site_service.page import Page
from site_service.shell import NOT_INDEXED, NoPlace, filled
from web_service.domain.search.location import PublicLocation

from tests.unit.site.rendered import (
    BASE,
    CITY,
    HOME,
    SHELL,
    Document,
    FakeOrigin,
    card,
    details,
    of_homes,
    read,
    respond,
)

HOSTILE = "</script><script>x</script>\"'><img src=x onerror=x><!--&amp;{{7*7}}\u2028\u2029</title></head>\\\\1\\g<0>"
PLACES = ["/", "/search/usa", CITY]


def test_a_home_has_its_own_title_description_preview_and_address() -> None:
    home = details(headline="Cottage", bedrooms=3, living_area=120.5, description="Roses. " * 60)
    page = read(of_homes(more={HOME: home}), HOME)
    assert (page.status, page.title) == (200, "Cottage, Anytown: Unicorn Properties")
    description = page.meta("description") or ""
    assert description.startswith("For sale · US$385,000. 3 bed · 120.5 m². Anytown, USA. Roses. Roses.")
    assert len(description) <= 200
    assert description.endswith("Roses.…")
    assert page.links("link", rel="canonical") == [BASE + HOME]
    assert page.meta("og:url") == BASE + HOME
    assert page.meta("og:title") == page.meta("twitter:title") == page.title
    assert page.meta("og:description") == description
    image = home["images"][0]["urls"]["1600"]
    assert page.meta("og:image") == page.meta("twitter:image") == BASE + image
    assert (page.meta("og:image:width"), page.meta("og:image:height")) == ("1600", "1067")
    assert page.meta("og:image:alt") == "A cottage"
    assert page.meta("robots") is None


def test_a_home_without_photos_is_shared_with_the_sites_own_image() -> None:
    page = read(of_homes(more={HOME: details(images=[])}), HOME)
    assert page.meta("og:image") == f"{BASE}/assets/preview.png"
    assert "No photo yet" in page.text


def test_a_home_shows_its_facts_as_text() -> None:
    facts: dict[str, Any] = {"property_type": "house", "bathrooms": 2.5, "lot_size": 640, "year_built": 1934}
    page = read(of_homes(more={HOME: details(kind="rent", rent_period="month", **facts)}), HOME)
    for shown in (
        "For rent",
        "US$385,000 a month",
        "House",
        "2.5",
        "640 m²",
        "1934",
        "2 March 2026",
        "A sunny cottage.",
    ):
        assert shown in page.text
    assert "JavaScript" not in page.text
    assert "Price per m²" not in page.text


def test_a_home_shows_its_address_for_paper_and_the_price_of_a_square_metre_where_it_is_known() -> None:
    def shown(**facts: Any) -> str:
        return read(of_homes(more={HOME: details(living_area=96, **facts)}), HOME).text

    assert "Price per m²US$4,010On the market" in shown()
    assert BASE + HOME in shown()
    assert "Price per m²US$4,010 a month" in shown(kind="rent", rent_period="month")
    for guess in ({"kind": "rent"}, {"minor": None}, {"minor": 0}):
        assert "Price per m²" not in shown(**guess)


def test_a_home_shows_where_it_is_as_far_as_it_is_stated() -> None:
    def shown(location: PublicLocation | None) -> str:
        return read(of_homes(more={HOME: details(location=location)}), HOME).text

    assert "Location47.9936° N, 124.0532° W" in shown(PublicLocation(47.9936, -124.0532))
    assert "Locationabout 33.5° S, 7° E" in shown(PublicLocation(-33.5, 7.0, is_rough=True))
    assert "Location" not in shown(None)


def test_a_home_shows_the_times_at_which_it_can_be_seen_day_by_day() -> None:
    starts = ("2026-12-05T09:00:00.000Z", "2026-12-05T09:30:00.000Z", "2026-12-05T23:30:00.000Z")
    slots = [{"slot_id": "s", "starts_at": at, "minutes": 30, "utc_offset": "+01:00"} for at in starts]
    shown = read(of_homes(more={f"{HOME}/viewings": slots}), HOME).text
    assert "Times to see this home" in shown
    times = "Saturday 5 December 202610:00-10:30, 10:30-11:00Sunday 6 December 202600:30-01:00"
    assert times in shown.replace("\u2013", "-")


@pytest.mark.parametrize("answer", [[], Answer(404, b"{}"), Answer(410, b"{}"), Answer(503, b""), None])
def test_a_home_without_times_or_whose_times_cannot_be_read_is_shown_without_them(answer: Any) -> None:
    page = read(of_homes(more={f"{HOME}/viewings": answer}), HOME)
    assert page.status == 200
    assert "A sunny cottage." in page.text
    assert "Times to see" not in page.text


@pytest.mark.parametrize("path", [*PLACES, f"{CITY}/main-street", HOME])
def test_every_page_leads_to_the_pages_above_it_and_below_it(path: str) -> None:
    origin = of_homes(card())
    origin.answers[f"{CITY}/main-street?limit=24"] = [card()]
    page = read(origin, path)
    below = {"/": "/search/usa", "/search/usa": CITY, CITY: HOME, f"{CITY}/main-street": HOME, HOME: CITY}
    assert below[path] in page.links()
    assert path.rpartition("/")[0] in {"", "/search", *page.links()} or path == HOME
    assert page.links("link", rel="canonical") == [BASE + path]
    assert page.title.count("Unicorn Properties") == 1
    assert page.meta("og:site_name") == "Unicorn Properties"


def test_a_card_shows_the_image_whose_address_the_answer_states_once() -> None:
    page = read(of_homes(card(), card("usa/anytown/main-street/112", image_id=None)), CITY)
    [image] = [attributes for tag, attributes in page.elements if tag == "img"]
    folder = details()["images"][0]["urls"]["800"].removesuffix("800.webp")
    assert image["src"] == f"{folder}800.webp"
    assert image["srcset"] == ", ".join(f"{folder}{width}.webp {width}w" for width in (320, 800, 1600))
    assert "No photo yet" in page.text


def test_the_names_of_places_are_those_that_an_admin_gave_them() -> None:
    origin = of_homes(card(country="usa", city="ANYTOWN"))
    assert read(origin, CITY).title == "Homes in Anytown: Unicorn Properties"
    origin.answers["/search/usa"] = []  # the counts come a little later than the homes
    assert read(origin, CITY).title == "Homes in ANYTOWN: Unicorn Properties"


def test_a_country_has_a_page_of_all_its_homes_that_its_cities_lead_to() -> None:
    link = '<?limit=24&cursor=a%2Bb>; rel="next"'
    first = Answer(200, json.dumps([card()]).encode(), link)
    origin = of_homes(card(), more={"/search-homes/usa?limit=24": first, "/search-homes/usa?limit=24&cursor=a%2Bb": []})
    assert "/search-homes/usa" in read(origin, "/search/usa").links()
    page = read(origin, "/search-homes/usa")
    assert (page.status, page.title) == (200, "All homes in USA: Unicorn Properties")
    assert {HOME, "/search/usa", "/search-homes/usa?cursor=a%2Bb"} <= set(page.links())
    assert page.links("link", rel="canonical") == [f"{BASE}/search-homes/usa"]
    assert page.links("link", rel="alternate") == []  # no feed: there is one for each city
    assert read(origin, "/search-homes/usa", "a+b").status == read(origin, "/search-homes/atlantis").status == 404


def test_a_crawler_finds_every_home_of_a_city_from_page_to_page() -> None:
    origin = of_homes(card(), link='<?limit=24&cursor=a%2Bb>; rel="next"')
    assert f"{CITY}?cursor=a%2Bb" in read(origin, CITY).links("a", rel="next")
    origin.answers["/search/usa/anytown?limit=24&cursor=a%2Bb"] = Answer(200, b"[]", '<?cursor=c>; rel="next"')
    origin.answers["/search/usa/anytown?limit=24&cursor=c"] = [card("usa/anytown/main-street/112")]
    second = read(origin, CITY, "a+b")
    assert f"{HOME[:-3]}112" in second.links()
    assert second.links("a", rel="next") == []
    assert (second.meta("robots"), second.links("link", rel="canonical")) == ("noindex", [])


def test_a_home_that_never_was_public_is_not_found_and_one_that_was_is_gone() -> None:
    for problem, status in (({}, 404), ({"was_public": False}, 404), ({"was_public": True}, 410)):
        page = read(of_homes(more={HOME: Answer(404, json.dumps(problem).encode())}), HOME)
        assert page.status == status
        assert "This home is not on offer" in page.text
        assert page.meta("robots") == "noindex"
        assert (page.scripts, page.meta("og:title"), page.links("link", rel="canonical")) == ([], None, [])
        assert page.response.cache_control == "public, max-age=0, s-maxage=30, must-revalidate"


@pytest.mark.parametrize("path", ["/", CITY, HOME])
def test_what_a_script_alone_fills_is_not_indexed_and_a_page_that_there_is_is(path: str) -> None:
    """The built page is served for every other address, `/saved` as well as `/nothing/here`."""
    assert NOT_INDEXED in SHELL
    assert read(of_homes(card()), path).meta("robots") is None


@pytest.mark.parametrize(
    "path",
    [
        *("/search/usa/nowhere", "/search/nowhere", "/search/usa/anytown/nowhere", "/search/", "/search/USA/x"),
        *("/search/a/b/c/d", "/properties/usa", f"{HOME}/x", "/search/a%2Fb", "/search/é"),
    ],
)
def test_there_is_nothing_at_any_other_address(path: str) -> None:
    page = read(of_homes(card()), path)
    assert (page.status, page.meta("robots")) == (404, "noindex")


def test_a_place_whose_last_home_was_withdrawn_is_not_found() -> None:
    origin = of_homes()
    assert read(origin, CITY).status == 404
    origin.answers |= {"/search": [], "/search/usa": []}
    assert read(origin, "/search/usa").status == 404
    assert "There are no homes yet" in read(origin, "/").text


@pytest.mark.parametrize("path", [*PLACES, HOME])
@pytest.mark.parametrize("failure", [None, Answer(500, b""), Answer(503, b""), Answer(429, b"")])
def test_while_the_api_fails_a_browser_gets_the_page_and_a_crawler_comes_back(path: str, failure: Any) -> None:
    origin = FakeOrigin(dict.fromkeys(["/search", "/search/usa", "/search/usa/anytown?limit=24", HOME], failure))
    response = respond(origin, path)
    assert (response.status, response.cache_control, response.body) == (503, "no-store", SHELL)


@pytest.mark.parametrize("path", [*PLACES, HOME])
def test_nothing_that_a_person_wrote_becomes_markup(path: str) -> None:
    texts = ("headline", "description", "city", "street", "number", "country", "region", "postcode", "unit")

    def page_with(text: str) -> Document:
        image = {**details()["images"][0], "alt_text": text, "caption": text}
        home = details() | dict.fromkeys(texts, text) | {"images": [image, image]}
        origin = of_homes(card() | dict.fromkeys(texts, text) | {"image": image}, more={HOME: home})
        for place in ("/search", "/search/usa"):
            origin.answers[place] = [one | {"name": text} for one in origin.answers[place]]
        return read(origin, path)

    hostile, plain = page_with(HOSTILE), page_with("plain")
    assert hostile.shape == plain.shape
    assert HOSTILE in hostile.text
    assert any(HOSTILE in text for text in strings(hostile.data))
    [script] = hostile.scripts
    assert not set(script) & {chr(character) for character in IN_SCRIPTS}


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for entry in value.values() for text in strings(entry)]
    if isinstance(value, list):
        return [text for entry in value for text in strings(entry)]
    return [str(value)]


def test_a_built_page_without_the_places_to_fill_is_no_page() -> None:
    page = read(of_homes(card()), "/")
    assert page.shape  # the frame has them all
    for place in ("<customers-app></customers-app>", "</head>", "<title>T</title>", "<noscript>"):
        with pytest.raises(NoPlace):
            filled(SHELL.replace(place, ""), Page(title="t", description="d", content=""), BASE)
