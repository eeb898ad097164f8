"""Addresses of many countries: no two homes share an id, and no home has two. `make addresses` tries many more."""

import hashlib
import json

import pytest
from slugify import slugify

from scripts.addresses.check import different, same
from scripts.addresses.table import rows
from unicorn_kernel.address import Address
from unicorn_kernel.property_id import PARTS

pytestmark = pytest.mark.slow

COUNTRIES = 28
# Of the 10,000 rows of `python -m scripts.addresses table`. It changes with the generator, and with an id: which an
# upgrade must not change, for ids are stored.
DIGEST = "45c443f77e40370a1f93c867f30b657eda69ea976efa2f47c69067ece04636d1"


def slug_alone(address: Address) -> str:
    """An id without suffixes."""
    return "/".join(slugify(getattr(address, part).replace("/", " ")) for part in PARTS)


def test_different_homes_share_no_id() -> None:
    found = different(5_000, seed=1)
    assert (found.faults, found.shared, found.refused) == ([], 0, 0)
    assert len(found.countries) == COUNTRIES


def test_one_home_has_one_id_however_it_is_typed() -> None:
    found = same(3_000, seed=2)
    assert (found.faults, found.refused) == ([], 0)
    assert len(found.countries) == COUNTRIES


def test_the_generators_see_the_faults_of_a_slug_alone() -> None:
    assert len(different(300, seed=3, make_id=slug_alone).faults) > 100
    assert len(same(300, seed=4, make_id=slug_alone).faults) > 50


def test_the_ids_of_ten_thousand_addresses_stay() -> None:
    table = "\n".join(json.dumps(row, ensure_ascii=False) for row in rows(10_000))
    assert hashlib.sha256(table.encode()).hexdigest() == DIGEST
