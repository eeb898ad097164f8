"""What people type into the search box: filters, names of places, and what nobody understands."""

import itertools
import random
import re
import time

import pytest
from web_service.api.search.queries import PARAMETERS, PRICE_PATTERN, SearchQuery
from web_service.domain.listings.money import DECIMALS
from web_service.domain.search.typed_search import read_typed
from web_service.domain.search.typed_words import (
    CURRENCIES,
    HEATING_WORDS,
    KIND_WORDS,
    PERIOD_WORDS,
    SORT_WORDS,
    TEXT_MAX,
    TYPE_WORDS,
)

EXAMPLES = {  # text: filters | phrases | not understood
    "Freiburg 3 bed under 500k": "bedrooms=3 max_price=500000 | Freiburg |",
    "linz 3+ beds from 200,000 to 350,000 eur": "bedrooms=3 currency=EUR max_price=350000 min_price=200000 | linz |",
    "FREIBURG, Germany": "| FREIBURG; Germany |",
    "Berlin to rent up to €1,200": "contract=rent currency=EUR max_price=1200 | Berlin |",
    "3 beds for sale in Linz between 200k and 300k": "bedrooms=3 contract=sale max_price=300000 min_price=200000"
    " | in Linz |",
    "between 300 and 500k": "max_price=500000 min_price=300000 | |",
    "300-500k Lyon": "max_price=500000 min_price=300000 | Lyon |",
    "Main Street, Anytown, over 1.5 million dollars": "currency=USD min_price=1500000 | Main Street; Anytown |",
    "Linz 500000": "max_price=500000 | Linz |",
    "500.000 €": "currency=EUR max_price=500000 | |",
    "€ 250 000": "currency=EUR max_price=250000 | |",
    "£1m": "currency=GBP max_price=1000000 | |",
    "500keur": "currency=EUR max_price=500000 | |",
    "$500k+": "currency=USD min_price=500000 | |",
    "1.250,50 EUR": "currency=EUR max_price=1250.5 | |",
    "2 million or more": "min_price=2000000 | |",
    "two-bedroom Linz cheapest in euros": "bedrooms=2 currency=EUR sort=price | Linz |",
    "newest 4br": "bedrooms=4 sort=newest | |",
    "more than 3 bedrooms": "bedrooms=4 | |",
    "2-4 bed Linz": "bedrooms=2 | Linz | 4 bed",
    "at most 3 beds": "| | at most 3 beds",
    "100 m² Linz under 1m": "max_price=1000000 min_living_area=100 | Linz |",
    "3br/2ba anytown": "bathrooms=2 bedrooms=3 | anytown |",
    "2.5 baths or more, more than 1 bathroom": "bathrooms=2.5 | | more than 1 bathroom",
    "more than two bathrooms": "bathrooms=2.25 | |",
    "at most 2 baths": "| | at most 2 baths",
    "up to 1,500 sq ft Linz": "max_living_area=139.35 | Linz |",
    "at least 90.5 sqm under 120 m2": "max_living_area=120 min_living_area=90.5 | |",
    "min 120 m2 max 90 m2": "min_living_area=120 | | at most 90",
    "500 m² lot in Linz": "min_lot_size=500 | in Linz |",
    "garden of at least 1.000 m2": "min_lot_size=1000 | |",
    "2 acres or more": "min_lot_size=8093.71 | |",
    "under 1 ha": "max_lot_size=10000 | |",
    "9000000 m2": "| | 9000000 m2",
    "built after 1990 Linz": "min_year_built=1991 | Linz |",
    "built since 1990 built before 2000": "max_year_built=1999 min_year_built=1990 | |",
    "built in 1974": "max_year_built=1974 min_year_built=1974 | |",
    "built between 1950 and 1970": "max_year_built=1970 min_year_built=1950 | |",
    "built from 1970 to 1950": "| | built from 1970 to 1950",
    "built in 9999": "| | built in 9999",
    "flat in Linz with gas heating": "heating=gas property_type=apartment | in Linz with |",
    "villa with a heat pump": "heating=heat_pump property_type=villa | with a |",
    "apartment for rent weekly": "contract=rent property_type=apartment rent_period=week | |",
    "under 900 eur per month": "currency=EUR max_price=900 rent_period=month | |",
    "12 rooms": "| | 12 rooms",
    "Farm Lane, Anytown": "| Farm Lane; Anytown |",
    "Villa's": "| Villa's |",
    "min 200k max 100k": "min_price=200000 | | at most 100000",
    "under 500k under 400k": "max_price=500000 | | under 400k",
    "500k eur or 600k usd": "currency=EUR max_price=500000 | or | 600k usd",
    "12 Main Street": "| 12 Main Street |",
    "house with a garden": "property_type=house | with a garden |",
    "東京 3 bed": "bedrooms=3 | 東京 |",
    "1" * 40: f"| {'1' * 40} |",
    "": "| |",
    " \t\n ": "| |",
    "-- , ; !": "| |",
}


def written(text: str) -> str:
    found = read_typed(text)
    filters = " ".join(f"{name}={value}" for name, value in sorted(found.filters.items()))
    return " ".join(f"{filters} | {'; '.join(found.phrases)} | {'; '.join(found.not_understood)}".split())


@pytest.mark.parametrize("text", EXAMPLES)
def test_an_example_is_understood(text: str) -> None:
    assert written(text) == EXAMPLES[text]


SPOKEN = {
    "bedrooms": lambda value: [f"{value} bed", f"{value}+ beds", f"{value} or more bedrooms", f"at least {value} br"],
    "max_price": lambda value: [f"under {value}", f"up to {int(value):,}", f"max {int(value) // 1000}k", f"< {value}"],
    "min_price": lambda value: [
        f"over {value}",
        f"from {int(value):,}",
        f"{int(value) // 1000}k+",
        f"at least {value}",
    ],
    "bathrooms": lambda value: [f"{value} baths", f"{value}+ ba", f"at least {value} bathrooms"],
    "min_living_area": lambda value: [f"{value} m²", f"over {value} sqm", f"at least {int(value):,} square metres"],
    "max_living_area": lambda value: [f"under {value} m2", f"up to {int(value):,} sqm"],
    "min_lot_size": lambda value: [f"lot of {int(value):,} m²", f"{value} sqm plot", f"at least {value} m2 of land"],
    "min_year_built": lambda value: [f"built since {value}", f"built after {int(value) - 1}"],
    "max_year_built": lambda value: [f"built before {int(value) + 1}", f"built until {value}"],
    "property_type": lambda value: [words for words, kind in TYPE_WORDS.items() if kind == value],
    "heating": lambda value: [words for words, kind in HEATING_WORDS.items() if kind == value],
    "rent_period": lambda value: [words for words, period in PERIOD_WORDS.items() if period == value],
    "currency": lambda value: [f"in {word}" for word, code in CURRENCIES.items() if code == value and word.isalpha()],
    "contract": lambda value: [words for words, kind in KIND_WORDS.items() if kind == value],
    "sort": lambda value: [words for words, order in SORT_WORDS.items() if order == value],
}


def values(chance: random.Random) -> dict[str, str]:
    low = chance.randint(10, 900) * 1000
    every = {
        "bedrooms": str(chance.randint(1, 20)),
        "min_price": str(low),
        "max_price": str(low + chance.randint(0, 900) * 1000),
        "currency": chance.choice(sorted(set(CURRENCIES.values()))),
        "bathrooms": chance.choice(["1", "2", "2.5", "12"]),
        "min_living_area": str(chance.randint(20, 500)),
        "max_living_area": str(chance.randint(500, 5000)),
        "min_lot_size": str(chance.randint(100, 90_000)),
        "min_year_built": str(chance.randint(1700, 1950)),
        "max_year_built": str(chance.randint(1951, 2025)),
        "property_type": chance.choice(sorted({*TYPE_WORDS.values()} - {"land"})),  # 500 m2 plot of land
        "heating": chance.choice(sorted(set(HEATING_WORDS.values()))),
        "rent_period": chance.choice(sorted(set(PERIOD_WORDS.values()))),
        "contract": chance.choice(["sale", "rent"]),
        "sort": chance.choice(["price", "-price", "newest"]),
    }
    return {name: every[name] for name in chance.sample(sorted(every), chance.randint(1, 6))}


def test_what_is_said_in_any_order_and_words_is_what_is_understood() -> None:
    chance = random.Random(17)
    for _ in range(1500):
        wanted, place = values(chance), chance.choice(["Freiburg im Breisgau", "São Paulo", "St. Ives", "Bath"])
        spoken = [chance.choice(SPOKEN[name](value)) for name, value in wanted.items()]
        parts = [*spoken, f"at {place}"]
        chance.shuffle(parts)
        text = chance.choice([" ", ", "]).join(parts)
        found = read_typed(text)
        assert found == (wanted, (f"at {place}",), ()), text


def test_whatever_is_typed_is_a_search_that_the_api_takes() -> None:
    chance = random.Random(18)
    words = [
        *[
            "under",
            "over",
            "between",
            "and",
            "from",
            "to",
            "3",
            "bed",
            "-",
            "+",
            "k",
            "m",
            "€",
            "$",
            "500",
            "1,000.50",
            ",",
            ".",
            "99",
            "100",
            "beds",
            "eur",
            "in",
            "max",
            "min",
            "or",
            "m2",
            "ha",
            "lot",
            "baths",
            "built",
            "in",
            "after",
            "1990",
            "villa",
            "weekly",
        ],
        "x",
    ]
    for _ in range(3000):
        found = read_typed(chance.choice(["", " "]).join(chance.choices(words, k=chance.randint(1, 9))))
        assert set(found.filters) <= set(PARAMETERS)
        SearchQuery.of(found.filters, "usa/anytown", key=b"")
        assert all(re.fullmatch(PRICE_PATTERN, found.filters.get(name, "1")) for name in ("min_price", "max_price"))


def test_no_character_that_was_typed_is_lost_without_a_word() -> None:
    """Each word is in a filter, in a phrase, or named as not understood."""
    words = ["balcony", "3 bed", "under 500k", "2 baths", "sea view", "for sale"]
    for text in map(" ".join, itertools.permutations(words, 4)):
        found = read_typed(text)
        said = " ".join((*found.phrases, *found.not_understood))
        for word, name in (
            ("balcony", None),
            ("2 baths", "bathrooms"),
            ("3 bed", "bedrooms"),
            ("under 500k", "max_price"),
        ):
            assert word not in text or word in said or name in found.filters, (text, word)


def test_words_of_facts_mean_what_a_filter_takes() -> None:
    for words, name in ((TYPE_WORDS, "property_type"), (HEATING_WORDS, "heating"), (PERIOD_WORDS, "rent_period")):
        for value in words.values():
            SearchQuery.of({name: value}, "usa/anytown", key=b"")


def test_currencies_are_those_of_prices_and_a_long_text_is_cut() -> None:
    assert set(CURRENCIES.values()) <= set(DECIMALS)
    assert len("".join(read_typed("a" * 5000).phrases)) == TEXT_MAX


@pytest.mark.parametrize(
    "part",
    [
        "9" * 200,
        "1 " * 100,
        "1,000" * 40,
        "between " * 25,
        "1-" * 100,
        "€" * 200,
        "at least " * 22,
        "lot of " * 28,
        "built " * 30,
    ],
)
def test_a_hostile_text_is_read_at_once(part: str) -> None:
    begun = time.process_time()
    read_typed(part)
    assert time.process_time() - begun < 0.2
