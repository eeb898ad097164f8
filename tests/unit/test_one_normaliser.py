"""One property has one id, whichever context is told of it."""

import random
from collections.abc import Callable, Sequence

import pytest
from contracts_service.domain import property_id as contracts
from properties_service.domain import property_id as properties
from web_service.domain import property_id as web

from unicorn_cli.catalogue import HOUSES, House

COUNT = 10_000
PLAIN = (*"abcxyz0189", "-", "-", "--")
PIECES = (
    *"abcxyzABCXYZ0123456789",
    *"     ------",
    *"äöüßéèñçøåœłŠžÐÞ½²ıİ",
    *"東京ЖивагоΩאب🏠",
    *"_.,'&+%#?!()[]{}<>\"\\\t\n\u00a0\u0301\u200b\u2028",
    "main street",
    "--",
    "x" * 30,
)
CONTEXTS: dict[str, tuple[Callable[[str], str], type[Exception]]] = {
    "contracts": (contracts.normalise, contracts.InvalidPropertyId),
    "properties": (properties.normalise, properties.InvalidPropertyId),
    "web": (web.normalise, web.InvalidPropertyId),
}


def written() -> list[str]:
    """Return ids as people and systems write them: most of four parts, some of none that there is."""
    chance = random.Random(40)

    def part(pieces: Sequence[str]) -> str:
        return "".join(chance.choices(pieces, k=chance.choice((*range(1, 10), 70))))

    kinds = [chance.choice((PLAIN, PIECES)) for _ in range(COUNT)]
    return ["/".join(part(kind) for _ in range(chance.choice((*[4] * 9, 3)))) for kind in kinds]


def meant(text: str) -> dict[str, str | None]:
    """Return what each context takes a text for, None where it refuses it."""
    found: dict[str, str | None] = {}
    for context, (normalise, refusal) in CONTEXTS.items():
        try:
            found[context] = normalise(text)
        except refusal:
            found[context] = None
    return found


# trap 40: ids that one context accepts and another refuses
def test_ten_thousand_ids_mean_the_same_in_every_context() -> None:
    taken = 0
    for text in written():
        found = meant(text)
        assert len(set(found.values())) == 1, (text, found)
        normal = found["web"]
        if normal:
            taken += 1
            assert set(meant(normal).values()) == {normal}
    assert COUNT / 4 < taken < COUNT


@pytest.mark.parametrize("house", HOUSES, ids=lambda house: house.address.property_id)
def test_the_seed_means_the_same_in_every_context(house: House) -> None:
    address = house.address
    spelled = "/".join((address.country, address.city, address.street, address.number))
    assert set(meant(spelled).values()) == set(meant(address.property_id).values()) == {address.property_id}
