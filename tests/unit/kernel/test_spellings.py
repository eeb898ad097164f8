"""Whatever is typed for an id becomes an id or is refused, and an id stays itself."""

import random
import re

import pytest

from demo.catalogue import HOUSES, House
from unicorn_kernel.property_id import PARTS, PATTERN, Address, InvalidPropertyId, normalise, of_address, of_parts

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


def by_kernel(text: str) -> str | None:
    try:
        return normalise(text)
    except InvalidPropertyId:
        return None


@pytest.mark.slow
def test_ten_thousand_texts_become_ids_or_are_refused() -> None:
    accepted = [found for text in spellings(5) if (found := by_kernel(text))]
    assert COUNT / 4 < len(accepted) < COUNT * 3 / 4  # some are accepted, some are not
    assert [found for found in accepted if not re.fullmatch(PATTERN, found)] == []
    assert [found for found in accepted if normalise(found) != found] == []


def test_a_typed_address_has_the_id_of_the_address() -> None:
    for text in spellings(6, 1000):
        parts = text.split("/")
        is_id = all(re.fullmatch("[-a-zA-Z0-9]*", part.strip()) for part in parts)
        if len(parts) == len(PARTS) and not is_id and (found := by_kernel(text)):
            assert of_address(Address(**dict(zip(PARTS, parts, strict=True)))) == found


def test_a_searched_locality_has_the_slugs_of_its_properties() -> None:
    for text in spellings(7, 1000):
        if found := by_kernel(text):
            parts = found.split("/")
            for depth in (1, 2, 3, 4):
                assert of_parts(*parts[:depth]) == "/".join(parts[:depth])


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.address.property_id)
def test_the_seed_listings_have_the_ids_of_their_addresses(house: House) -> None:
    body = house.address.body()
    assert normalise("/".join(body[part] for part in PARTS)) == house.address.property_id
    assert normalise(house.address.property_id) == house.address.property_id
