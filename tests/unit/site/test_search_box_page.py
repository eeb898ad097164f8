"""`/search/?q=…` for readers without JavaScript: homes that match, or places to choose from."""

import itertools
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from site_service import texts
from site_service.origin import Answer
from web_service.domain.search.typed_search import read_typed
from web_service.domain.search.typed_words import HEATING_WORDS, PERIOD_WORDS, TYPE_WORDS

from tests.unit.site.rendered import CITY, Document, FakeOrigin, card, of_homes, read

ANYTOWN = {"kind": "city", "country": "usa", "city": "anytown", "name": "Anytown", "within": "USA", "listings": 1}
SPRINGFIELD = {"kind": "city", "country": "usa", "city": "springfield", "name": "Springfield", "within": "USA"}
ABROAD = SPRINGFIELD | {"country": "canada", "within": "Canada", "listings": 2}
USA = {"kind": "country", "country": "usa", "name": "USA", "within": "", "listings": 3}


def understood(typed: str, place: Any, *suggestions: Any, not_understood: Any = (), **filters: str) -> dict[str, Any]:
    """Return the answer of the API to what was typed, by its address."""
    answer = {"locality": place, "filters": filters, "suggestions": [*suggestions], "not_understood": [*not_understood]}
    return {f"/search-suggestions?q={quote(typed, safe='')}": answer}


def ask(typed: str, origin: FakeOrigin, cursor: str = "") -> Document:
    return read(origin, "/search/", cursor, typed)


def test_the_front_page_has_a_form_that_works_without_a_script() -> None:
    page = read(of_homes(card()), "/")
    [form] = [attributes for tag, attributes in page.elements if tag == "form"]
    [field] = [attributes for tag, attributes in page.elements if tag == "input"]
    assert (form["action"], form.get("method"), field["name"]) == ("/search/", None, "q")
    assert [attributes["for"] for tag, attributes in page.elements if tag == "label"] == [field["id"]]


def test_homes_of_the_place_that_is_meant_are_shown_as_they_were_asked_for() -> None:
    typed, home = "Anytown 3 bed under 500k garden", card()
    filters = {"bedrooms": "3", "max_price": "500000"}
    more = understood(typed, ANYTOWN, ANYTOWN, not_understood=["garden"], **filters)
    origin = of_homes(more=more | {f"{CITY}?bedrooms=3&max_price=500000&limit=24": [home]})
    page = ask(typed, origin)
    assert page.status == 200
    assert page.meta("robots") == "noindex"
    assert "3 or more bedrooms, up to 500,000" in page.text
    assert "Not understood, and left out: “garden”" in page.text
    assert f"/properties/{home['property_id']}" in page.links()
    assert [attributes["value"] for tag, attributes in page.elements if tag == "input"] == [typed]


def test_the_next_page_asks_for_the_same() -> None:
    typed = "Anytown & more"
    more = understood(typed, ANYTOWN, ANYTOWN)
    first = Answer(200, b"[]", '<?cursor=c>; rel="next"')
    origin = of_homes(more=more | {f"{CITY}?limit=24": first, f"{CITY}?limit=24&cursor=c": [card()]})
    assert "/properties/usa/anytown/main-street/111" in ask(typed, origin).links()  # an empty page is not the last
    second = Answer(200, FakeOrigin({"x": [card()]}).get("x").body, '<?cursor=d>; rel="next"')
    origin.answers[f"{CITY}?limit=24"] = second
    [following] = [link for link in ask(typed, origin).links() if link and "cursor" in link]
    assert parse_qs(urlsplit(following).query) == {"q": [typed], "cursor": ["d"]}


def test_one_of_several_places_can_be_chosen_and_keeps_the_filters() -> None:
    more = understood("springfield 3 bed", None, SPRINGFIELD, ABROAD, bedrooms="3")
    page = ask("springfield 3 bed", of_homes(more=more))
    chosen = [parse_qs(urlsplit(link).query)["q"] for link in page.links() if link and "?q=" in link]
    assert chosen == [["Springfield, USA, 3 or more bedrooms"], ["Springfield, Canada, 3 or more bedrooms"]]
    assert "2 homes" in page.text
    page = ask("springfield", of_homes(more=understood("springfield", None, SPRINGFIELD, ABROAD)))
    assert {"/search/usa/springfield", "/search/canada/springfield"} <= set(page.links())


def test_homes_of_a_country_are_shown_if_something_more_is_wanted() -> None:
    typed, home = "USA farm", card()
    found = {"/search-homes/usa?property_type=farm&limit=24": [home]}
    page = ask(typed, of_homes(more=understood(typed, USA, USA, ANYTOWN, property_type="farm") | found))
    assert f"/properties/{home['property_id']}" in page.links()
    assert page.title == "All homes in USA: Unicorn Properties"
    found = {"/search-homes/usa?property_type=farm&limit=24": []}
    page = ask(typed, of_homes(more=understood(typed, USA, USA, ANYTOWN, property_type="farm") | found))
    assert "/search-homes/usa" in page.links()


def test_a_country_leads_to_its_cities_and_a_place_without_homes_to_all() -> None:
    page = ask("usa", of_homes(more=understood("usa", USA, USA, ANYTOWN)))
    assert {"/search/usa", CITY} <= set(page.links())
    page = ask("atlantis", of_homes(more=understood("atlantis", None, not_understood=["atlantis"])))
    assert (page.status, "“atlantis”" in page.text, "/" in page.links()) == (404, True, True)
    none = of_homes(more=understood("anytown 9 bed", ANYTOWN, bedrooms="9") | {f"{CITY}?bedrooms=9&limit=24": []})
    assert "No homes found" in ask("anytown 9 bed", none).text


@pytest.mark.parametrize("typed", ['"><script>alert(1)</script>', "<b>", "&amp;", "'\" onfocus=x"])
def test_what_was_typed_becomes_no_markup(typed: str) -> None:
    more = understood(typed, None, not_understood=[typed])
    plain = ask("plain", of_homes(more=understood("plain", None, not_understood=["plain"])))
    assert ask(typed, of_homes(more=more)).shape == plain.shape


def test_facts_in_words_are_understood_as_the_same_filters() -> None:
    every = {"bathrooms": "2.5", "min_living_area": "90.5", "max_living_area": "1200", "min_lot_size": "500"}
    every |= {"max_lot_size": "20000", "min_year_built": "1950", "max_year_built": "1999"}
    quoted = read_typed(f"Springfield, {texts.filters_in_words({'words': 'rose garden', 'sort': 'newest'})}")
    assert quoted == ({"sort": "newest"}, ("Springfield", "rose garden"), ())
    for count in range(1, len(every) + 1):
        for names in itertools.combinations(every, count):
            assert_understood({name: every[name] for name in names})
    for name, words in texts.BOX_CHOICES.items():
        typed = {"property_type": TYPE_WORDS, "heating": HEATING_WORDS, "rent_period": PERIOD_WORDS}[name]
        for value in set(typed.values()):
            assert value in words
            assert_understood({name: value, **every})


def assert_understood(filters: dict[str, str]) -> None:
    found = read_typed(f"Springfield, {texts.filters_in_words(filters)}")
    assert found == (filters, ("Springfield",), ()), filters


def test_filters_in_words_are_understood_as_the_same_filters() -> None:
    every = {"contract": "rent", "bedrooms": "3", "min_price": "1000", "max_price": "1250.50", "currency": "EUR"}
    every["sort"] = "-price"
    for count in range(1, len(every) + 1):
        for names in itertools.combinations(every, count):
            filters = {name: every[name] for name in names}
            found = read_typed(f"Springfield, {texts.filters_in_words(filters)}")
            assert found.phrases == ("Springfield",), filters
            assert {name: value.rstrip("0") for name, value in found.filters.items()} == {
                name: value.rstrip("0") for name, value in filters.items()
            }
