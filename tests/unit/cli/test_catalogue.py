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


def test_contracts_come_to_every_status() -> None:
    last = {house.moves[-1][0] or "DRAFT" if house.moves else "DRAFT" for house in HOUSES if not house.lapses}
    assert last == {"DRAFT", "APPROVED", "CLOSED", "CANCELLED"}
    assert any(house.lapses for house in HOUSES)  # its contract becomes EXPIRED by the clock


def test_listings_come_to_every_status() -> None:
    assert {house.ends for house in HOUSES} == {"DRAFT", "PENDING", "APPROVED", "DECLINED", "WITHDRAWN"}


def test_an_address_that_begins_like_another_is_among_them() -> None:
    ids = {house.address.property_id for house in HOUSES}
    assert {"usa/anytown/main-street/11", "usa/anytown/main-street/111"} <= ids
