"""The facts of a listing: what is declared of them is what answers, cards and the documentation have."""

import re

import pytest
from web_service.api.answers import CardFacts, Facts
from web_service.domain.listings.features import CARD_FACTS, FACTS
from web_service.domain.search import details
from web_service.domain.search.cards import Card

from tests.templates import PROJECT

ROWS = (PROJECT / "docs" / "listing-fields.md").read_text().splitlines()


def test_the_answers_have_every_fact() -> None:
    assert set(Facts.__annotations__) == set(FACTS)
    assert set(details.FACTS) == set(FACTS)


def test_the_cards_have_the_facts_that_are_shown_on_cards() -> None:
    assert set(CardFacts.__annotations__) == set(CARD_FACTS)
    assert set(CARD_FACTS) <= set(Card._fields)


@pytest.mark.parametrize("name", FACTS)
def test_a_fact_is_documented_with_its_name_in_the_dictionary(name: str) -> None:
    (row,) = (re.split(r" *\| *", row) for row in ROWS if row.startswith(f"| `{name}` |"))
    reso = FACTS[name].reso
    assert row[4] == (f"`{reso}`" if reso else "\u2013")
