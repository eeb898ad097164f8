"""Count the pairs of homes that share an id, and the homes whose id depends on who types."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from scripts.addresses.differences import two_homes
from scripts.addresses.forms import FORMS, draw
from scripts.addresses.typings import retyped
from unicorn_kernel.address import Address, InvalidAddress, address_key
from unicorn_kernel.property_id import PART_MAX, of_address

type MakesIds = Callable[[Address], str]
type Pair = tuple[Address, Address]


@dataclass(slots=True)
class Result:
    pairs: int = 0
    refused: int = 0  # pairs of which one address cannot be written in Latin letters, or in 60 characters
    faults: list[Pair] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    ids: dict[str, str] = field(default_factory=dict)  # id → key of its address
    shared: int = 0  # ids that two addresses of any pairs have


def different(count: int, seed: int, make_id: MakesIds = of_address) -> Result:
    """Compare `count` pairs of different homes: with each other, and each address with every one before it."""
    chance, result = random.Random(seed), Result()
    while result.pairs < count:
        home = draw(chance.choice(FORMS), chance)
        if pair := two_homes(home, chance):
            _count(result, home.country, pair, make_id, expect_same=False)
    return result


def same(count: int, seed: int, make_id: MakesIds = of_address) -> Result:
    """Compare `count` pairs of the same address, typed differently."""
    chance, result = random.Random(seed), Result()
    while result.pairs < count:
        home = draw(form := chance.choice(FORMS), chance)
        if chance.random() < 0.3 and (homes := two_homes(home, chance)):  # noqa: PLR2004 - rarer numbers as well
            home = homes[1]
        typed = retyped(home, chance)
        if typed != home:
            _count(result, form.country, (home, typed), make_id, expect_same=True)
    return result


def _count(result: Result, country: str, pair: Pair, make_id: MakesIds, *, expect_same: bool) -> None:
    try:
        keys, ids = [address_key(home) for home in pair], [make_id(home) for home in pair]
    except InvalidAddress:
        result.refused += 1
        return
    result.pairs += 1
    result.countries.add(country)
    if not all(len(part) <= PART_MAX for found in ids for part in found.split("/")):
        raise ValueError(f"too long an id for {pair}")
    if {ids[0] == ids[1], keys[0] == keys[1]} != {expect_same}:
        result.faults.append(pair)
    for found, key in zip(ids, keys, strict=True):
        result.shared += result.ids.setdefault(found, key) != key
