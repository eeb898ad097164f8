"""The seed data."""

import re
from collections import Counter

from demo.catalogue import HOUSES


def test_there_are_twelve_houses_in_four_cities() -> None:
    cities = Counter((house.address.country, house.address.city) for house in HOUSES)
    assert sorted(cities.values()) == [3, 3, 3, 3]
    assert len({house.address.property_id for house in HOUSES}) == 12


def test_property_ids_are_slugs() -> None:
    for house in HOUSES:
        assert re.fullmatch(r"[a-z0-9-]+(/[a-z0-9-]+){3}", house.address.property_id)


def test_there_is_a_contract_in_every_status() -> None:
    last = {house.moves[-1][0] or "DRAFT" if house.moves else "DRAFT" for house in HOUSES if not house.lapses}
    assert last == {"DRAFT", "APPROVED", "CLOSED", "CANCELLED"}
    assert any(house.lapses for house in HOUSES)  # its contract becomes EXPIRED by the clock


def test_there_is_a_listing_in_every_status() -> None:
    assert {house.ends for house in HOUSES} == {"DRAFT", "PENDING", "APPROVED", "DECLINED", "WITHDRAWN"}


def test_one_property_id_is_a_prefix_of_another() -> None:
    ids = {house.address.property_id for house in HOUSES}
    assert {"usa/anytown/main-street/11", "usa/anytown/main-street/111"} <= ids
