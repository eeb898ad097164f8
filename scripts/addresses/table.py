"""Addresses with their ids, to compare other programs with: the fields in the order of FIELDS, then the id."""

import random
from collections.abc import Iterator
from dataclasses import astuple

from scripts.addresses.differences import two_homes
from scripts.addresses.forms import FORMS, draw
from scripts.addresses.typings import retyped
from unicorn_kernel.property_id import of_address

SEED = 12


def rows(count: int) -> Iterator[tuple[str | None, ...]]:
    """Yield `count` rows, the same ones whenever they are made."""
    chance = random.Random(SEED)
    for _ in range(count):
        home = draw(chance.choice(FORMS), chance)
        if homes := two_homes(home, chance):
            home = chance.choice(homes)
        if chance.random() < 0.25:  # noqa: PLR2004 - some as others type them
            home = retyped(home, chance)
        yield (*astuple(home), of_address(home))
