"""The search box on a table that the shipped adapters wrote: which place is meant, and how little is read for it."""

import random
from dataclasses import replace
from typing import Any

import pytest
from web_service.adapters.search.city_index import CityIndex
from web_service.adapters.search.known_locality_table import KnownLocalityTable
from web_service.api.search.queries import SearchQuery
from web_service.use_cases.search_box import SHOWN_MAX, Understood, understand

from tests.adapters.web.agency import TABLE, Agency
from tests.generated import examples
from unicorn_kernel.property_id import of_address

HOMES = [
    ("Germany", "Freiburg im Breisgau", "Hauptstraße"),
    ("Germany", "Berlin", "Main Street"),
    ("Germany", "Berlin", "Mainzer Allee"),
    ("Germany", "Köln", "Ring"),
    ("Austria", "Linz", "Main Street"),
    ("Austria", "Linz am Rhein", "Weg"),
    ("USA", "Springfield", "Elm Street"),
    ("Canada", "Springfield", "Elm Street"),
    ("USA", "Villa Park", "Elm Street"),
    ("USA", "New York", "5th Avenue"),
    ("USA", "New Orleans", "Canal Street"),
    ("Luxembourg", "Luxembourg", "Rue Un"),
    ("Japan", "東京", "Ginza"),
]


class Watched:
    """The table, which counts reads."""

    def __init__(self, memory: Any) -> None:
        self._memory, self.items, self.calls = memory, 0, 0
        self.exceptions = memory.exceptions

    def query(self, **given: Any) -> Any:
        found = self._memory.query(**given)
        self.calls, self.items = self.calls + 1, self.items + len(found["Items"])
        return found

    def get_item(self, **given: Any) -> Any:
        self.calls, self.items = self.calls + 1, self.items + 1
        return self._memory.get_item(**given)


def publish(agency: Agency, country: str, city: str, street: str) -> None:
    draft = agency.draft()
    address = replace(draft.address, country=country, city=city, street=street)
    agency.publish(replace(draft, address=address, property_id=of_address(address)))


@pytest.fixture(scope="module")
def agency() -> Agency:
    agency = Agency(1)
    for home in HOMES:
        publish(agency, *home)
        publish(agency, *home)
    agency.count()
    return agency


def read(agency: Agency, text: str) -> Understood:
    client: Any = agency.dynamodb
    return understand(text, known=KnownLocalityTable(client, TABLE))


MEANT = {
    "berlin": "germany/berlin",
    "BERLIN, 3 bed": "germany/berlin",
    "3 bed berlin under 500k": "germany/berlin",
    "homes in Berlin": "germany/berlin",
    "freiburg": "germany/freiburg-im-breisgau",
    "Freiburg 3 bed under 500k": "germany/freiburg-im-breisgau",
    "Freiburg im Breisgau": "germany/freiburg-im-breisgau",
    "Freiburg, Germany": "germany/freiburg-im-breisgau",
    "Köln": "germany/koln",
    "koln": "germany/koln",
    "東京": "japan/dong-jing",
    "Linz": "austria/linz",
    "linz am rhein": "austria/linz-am-rhein",
    "Main Street, Berlin": "germany/berlin/main-street",
    "berlin mainzer allee": "germany/berlin/mainzer-allee",
    "Hauptstrasse Freiburg": "germany/freiburg-im-breisgau/hauptstrasse",
    "villa park": "usa/villa-park",
    "Springfield USA": "usa/springfield",
    "Springfield, Canada": "canada/springfield",
    "luxembourg": "luxembourg/luxembourg",
    "germany": "germany",
    "homes for sale in Germany": "germany",
    "springfield": None,  # there are two
    "new": None,
    "ber": None,
    "Berlin, USA": "usa",
    "atlantis": None,
    "3 bed": None,
    "": None,
}


@pytest.mark.parametrize("text", MEANT)
def test_the_place_that_is_meant_is_found(agency: Agency, text: str) -> None:
    found = read(agency, text)
    meant = "/".join(slug.partition("-x")[0] for slug in found.locality.slugs) if found.locality else None
    assert meant == MEANT[text]
    assert found.locality is None or found.locality in found.suggestions


SUGGESTED = {
    "ber": ["Berlin, Germany"],
    "springfield": ["Springfield, USA", "Springfield, Canada"],
    "new y": ["New York, USA", "New Orleans, USA"],
    "linz": ["Linz, Austria", "Linz am Rhein, Austria"],
    "berlin main": ["Main Street, Berlin, Germany", "Mainzer Allee, Berlin, Germany", "Berlin, Germany"],
    "japan": ["Japan", "東京, Japan"],
    "germ": ["Germany"],
    "xyz": [],
}


@pytest.mark.parametrize("text", SUGGESTED)
def test_places_that_begin_so_are_suggested(agency: Agency, text: str) -> None:
    shown = [", ".join(filter(None, (locality.name, locality.within))) for locality in read(agency, text).suggestions]
    assert sorted(shown) == sorted(SUGGESTED[text])
    assert shown[:1] == SUGGESTED[text][:1] or text == "springfield"


UNREAD = {
    "berlin": [],
    "12 Main Street Berlin": ["12"],
    "12 Main Street Berlin 3 rooms garden": ["12", "3 rooms"],
    "berlin mai": ["mai"],  # the beginning of streets' names
    "atlantis rose garden": ["atlantis rose garden"],
    "atlantis": ["atlantis"],
    "for sale": [],
}
WORDS = {
    "berlin": None,
    "nice house with a garden in berlin": "nice garden",
    "berlin near the sea 2 baths": "sea",
    "Berlin, USA": "Berlin",
    "usa rose garden": "rose garden",
    "springfield lake view": "lake view",  # either
    "12 Main Street Berlin 3 rooms garden": "garden",
    "berlin “rose garden”": "rose garden",
    "berlin mai": None,
    "atlantis rose garden": None,
}


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_not_understood_is_returned(agency: Agency, text: str) -> None:
    assert read(agency, text).not_understood == UNREAD[text]


@pytest.mark.parametrize("text", WORDS)
def test_other_words_beside_a_place_are_looked_for_in_texts(agency: Agency, text: str) -> None:
    assert read(agency, text).filters.get("words") == WORDS[text]


@pytest.mark.parametrize("seed", range(examples(60)))
def test_what_is_understood_is_a_search_that_the_api_takes(agency: Agency, seed: int) -> None:
    chance = random.Random(seed)
    letters = [chr(chance.randrange(0x20, 0x3000)) for _ in range(8)] + list(" aé庭徒ª\ufdfa²½٣")
    found = read(agency, f"berlin {''.join(chance.choices(letters, k=chance.randint(0, 60)))}")
    SearchQuery.of(found.filters, "germany/berlin", key=b"")


def test_a_name_that_has_the_words_of_a_filter_is_a_name(agency: Agency) -> None:
    publish(agency, "England", "Sale", "High Street")
    agency.count()
    assert read(agency, "sale").filters == {}
    assert read(agency, "berlin sale").filters == {"contract": "sale"}


def test_a_city_without_homes_is_not_suggested() -> None:
    agency = Agency(2)
    publish(agency, "Germany", "Berlin", "Ring")
    publish(agency, "Germany", "Bern", "Ring")
    agency.count()
    agency.withdraw(next(home for home in agency.public.values() if "/bern/" in home.property_id))
    agency.count()
    assert [locality.name for locality in read(agency, "ber").suggestions] == ["Berlin"]


def test_a_city_of_the_release_before_is_found_once_the_daily_round_has_passed_it() -> None:
    agency = Agency(4)
    publish(agency, "Germany", "Berlin", "Ring")
    publish(agency, "Germany", "Bern", "Ring")
    agency.count()
    item = dict(agency.dynamodb.items["PLACES#germany", "berlin"])
    del item["area"]
    agency.dynamodb.put_item(Item=item, TableName=TABLE)
    assert [locality.name for locality in read(agency, "ber").suggestions] == ["Bern"]
    client: Any = agency.dynamodb
    index = CityIndex(client, TABLE)
    property_ids = [*agency.public, "germany/no-homes-here/street/1"]
    assert index.add(property_ids) == 1
    assert index.add(property_ids) == 0
    assert sorted(locality.name for locality in read(agency, "ber").suggestions) == ["Berlin", "Bern"]
    assert ("PLACES#germany", "no-homes-here") not in agency.dynamodb.items


def test_a_text_of_many_words_reads_a_bounded_number_of_places() -> None:
    agency = Agency(3, cities=[("Germany", f"New Town {number}") for number in range(60)])
    for _ in range(120):
        agency.publish(agency.draft())
    agency.count()
    for text in ("new", "new town", " ".join(["new"] * 60), "new town 1 " * 15, "a " * 100):
        client: Any = Watched(agency.dynamodb)
        found = understand(text, known=KnownLocalityTable(client, TABLE))
        assert len(found.suggestions) <= SHOWN_MAX
        assert client.calls <= 60, text
        assert client.items <= 700, text
