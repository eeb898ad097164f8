"""Every spelling of a property gets the id that python-slugify gives it, fast path or not."""

import random
import re

import pytest
from slugify import slugify

from demo.catalogue import HOUSES, House
from unicorn_kernel.property_id import PARTS, Address, InvalidPropertyId, normalise, of_address, of_parts

ALPHABETS = (
    "abcxyz0189",
    "ab0-",  # almost a slug already
    "abc XYZ-09  _",
    "áÀâäåçéÈñøœßüŁđŠžİıſK",  # noqa: RUF001 - accents, ligatures, and letters whose other case is another
    "日本京都Москваالقاهرة한국Ελλάδα",
    "½²①№™…\u2014\u00a0\u2003\u200b\u0301\ufeff",
    "!@#$%^&*()+={}[]|\\:;\"'<>,.?~`",
    "\x00\t\n\r\x1f\x7f",
    "💥🏡👩\u200d👩",
    "&amp;&#233;&#x41;%2F%20",
)
COUNT = 10_000
LENGTHS = (1, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8, 9) * 6 + (0, 20, 60, 61)


def spellings(seed: int, count: int = COUNT) -> list[str]:
    """Return ids as people and programs type them: most with four parts, some with more or fewer, some nonsense."""
    chance = random.Random(seed)

    def part() -> str:
        letters = chance.choice(ALPHABETS[: chance.choice([2, 9])])
        return "".join(chance.choices(letters + "a", k=chance.choice(LENGTHS)))

    return ["/".join(part() for _ in range(chance.choice([4, 4, 4, 4, 4, 4, 4, 3, 5, 1]))) for _ in range(count)]


def by_slugify(text: str) -> str | None:
    """Return the id by the library alone; None if there is none."""
    found = "/".join(slugify(part) for part in text.split("/"))
    return found if re.fullmatch(r"[a-z0-9-]{1,60}(/[a-z0-9-]{1,60}){3}", found) else None


def by_kernel(text: str) -> str | None:
    try:
        return normalise(text)
    except InvalidPropertyId:
        return None


@pytest.mark.slow
def test_ten_thousand_spellings_get_the_id_that_slugify_gives_them() -> None:
    texts = spellings(5)
    ids = [by_kernel(text) for text in texts]
    assert [text for text, found in zip(texts, ids, strict=True) if found != by_slugify(text)] == []
    accepted = [found for found in ids if found]
    assert COUNT / 4 < len(accepted) < COUNT * 3 / 4  # some are accepted, some are not
    assert [found for found in accepted if normalise(found) != found] == []  # an id normalises to itself


def test_a_slash_inside_a_part_of_an_address_counts_as_a_space() -> None:
    for text in spellings(6, 1000):
        parts = text.split("/")
        if by_kernel(text) and len(parts[2]) + len(parts[1]) < 40:
            address = Address(**dict(zip(PARTS, parts, strict=True)))
            slashed = Address(**dict(zip(PARTS, [*parts[:2], f"{parts[2]}/{parts[1]}", parts[3]], strict=True)))
            assert of_address(address) == by_kernel(text)
            assert of_address(slashed) == by_slugify("/".join([*parts[:2], f"{parts[2]} {parts[1]}", parts[3]]))


def test_a_searched_locality_has_the_slugs_of_its_properties() -> None:
    for text in spellings(7, 1000):
        found, parts = by_kernel(text), text.split("/")
        if found:
            for depth in (1, 2, 3, 4):
                assert of_parts(*parts[:depth]) == "/".join(found.split("/")[:depth])


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.address.property_id)
def test_the_seed_listings_have_the_ids_of_their_addresses(house: House) -> None:
    body = house.address.body()
    assert normalise("/".join(body[part] for part in PARTS)) == house.address.property_id
    assert normalise(house.address.property_id) == house.address.property_id
