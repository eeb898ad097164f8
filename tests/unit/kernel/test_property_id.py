"""One home has one id, two homes have two, and plain addresses have plain ids."""

# ruff: noqa: RUF001 - characters that look alike are what this is about

import json
import random
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from slugify import slugify

from unicorn_kernel.address import Address, InvalidAddress
from unicorn_kernel.property_id import PART_MAX, PARTS, PATTERN, InvalidPropertyId, normalise, of_address, of_parts

pytestmark = pytest.mark.domain

HOUSE = Address(country="USA", city="Anytown", street="Main Street", number="111")
TABLE = json.loads(Path(__file__).with_name("ids.json").read_text(encoding="utf-8"))
SUFFIX = "-x[a-z2-7]{16}"


def number_part(number: str, **more: str) -> str:
    return of_address(replace(HOUSE, number=number, **more)).split("/")[3]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["property_id"])
def test_ids_never_change(row: dict[str, Any]) -> None:
    """These ids are stored: a new version of Python or of the transliteration must not change one of them."""
    assert of_address(Address(**row["address"])) == row["property_id"]


def plain_part(chance: random.Random) -> str:
    """Return words of letters and digits with a space between them, but a dash between two digits."""
    alphabet = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789"
    text = "".join(chance.choices(alphabet, k=chance.randint(1, 7)))
    for _ in range(chance.randint(0, 4)):
        word = "".join(chance.choices(alphabet, k=chance.randint(1, 9)))
        text += ("-" if text[-1].isdigit() and word[0].isdigit() else " ") + word
    return text


def test_plain_addresses_keep_the_ids_that_a_slug_alone_gave_them() -> None:
    chance = random.Random(3)
    for _ in range(1_000):
        parts = [plain_part(chance) for _ in PARTS]
        address = Address(**dict(zip(PARTS, parts, strict=True)))
        assert of_address(address) == "/".join(map(slugify, parts)) == normalise("/".join(parts)) == of_parts(*parts)


@pytest.mark.parametrize(
    "homes",
    [
        [{"number": number} for number in ("12/4", "12-4", "12 4", "12.4", "12,4", "124", "12 - 4")],
        [{"number": number} for number in ("12½", "121/2", "12-1/2", "12 1-2", "121-2", "12.5", "12⅓")],
        [{"number": number} for number in ("5", "#5", "No. 5", "No 5", "5.", "5º", "5ª", "5th", "V", "Ⅴa", "五")],
        [{"number": number} for number in ("12A", "12 A", "12-A", "12/A", "A12", "12А")],
        [{"street": street} for street in ("Elm -5", "Elm #5", "Elm 5", "Elm - 5")],
        [
            {"street": street}
            for street in ("O'Connell Street", "O Connell Street", "OConnell Street", "O-Connell Street")
        ],
        [{"city": city} for city in ("苏州", "宿州", "Su Zhou", "su-zhou", "Suzhou")],
        [{"city": city} for city in ("Zürich", "Zurich", "Zuerich", "Züri ch")],
        [{"street": street} for street in ("شارع طلعت", "شارع تلعت", "shr tlt")],
        [{"region": region} for region in (None, "Illinois", "Massachusetts", "IL")],
        [{"region": "Illinois"}, {"city": "Anytown Illinois"}, {"city": "Anytown, Illinois"}, {"unit": "Illinois"}],
        [{"unit": "4"}, {"postcode": "4"}, {"number": "111 4"}, {"number": "111-4"}, {"number": "111/4"}, {}],
        [{"postcode": postcode} for postcode in ("10115", "10117", "SW1A 1AA", "SW1A 1AB")],
        [{"unit": "4", "postcode": "12"}, {"unit": "12", "postcode": "4"}, {"unit": "4 12"}, {"postcode": "4 12"}],
        [{"street": "&amp;x"}, {"street": "&x"}, {"street": "x"}, {"street": "amp x"}, {"street": "&#38;x"}],
        [
            {"street": "x" * 45 + "é"},
            {"street": "x" * 45 + "è"},
            {"street": "x" * 45 + "e"},
            {"street": "x" * 45 + "ee"},
        ],
    ],
)
def test_two_homes_have_two_ids(homes: list[dict[str, str]]) -> None:
    assert len({of_address(replace(HOUSE, **home)) for home in homes}) == len(homes)


@pytest.mark.parametrize(
    ("street", "typed"),
    [
        ("O'Connell Street", "O’CONNELL  STREET"),
        ("Main Street", " main\tstreet\n"),
        ("Hauptstraße", "HAUPTSTRASSE"),
        ("Rue Saint-Denis", "rue saint–denis"),
        ("Zur Schönen Aussicht", "Zur Scho\u0308nen Aus\u00adsicht"),
        ("شارع ٢٦ يوليو", "شارع 26 يوليو"),
        ("თბილისი", "თბილისი".upper()),  # whose capitals have no transliteration
    ],
)
def test_one_home_has_one_id_whoever_types(street: str, typed: str) -> None:
    assert of_address(replace(HOUSE, street=street)) == of_address(replace(HOUSE, street=typed))


@pytest.mark.parametrize("text", ["Zürich", "苏州", "x" * 59, "ß" * 59, "中" * 59, "½", "x" * 43 + " é", "é!", "ﷺﷺﷺ"])
def test_every_id_has_the_published_form(text: str) -> None:
    home = Address(country=f"a{text}", city=text, region=text, street=text, number=f"{text}1", unit=text)
    assert re.fullmatch(PATTERN, of_address(home))
    assert normalise(of_address(home)) == of_address(home)


def test_a_plain_address_never_looks_like_one_with_a_suffix() -> None:
    other = number_part("12/4")
    assert re.fullmatch("12-4" + SUFFIX, other)
    words = other.replace("-", " ")  # 12 4 xbadsu…
    assert number_part(words) != other
    assert number_part(other) != other
    assert re.fullmatch(other[:40] + SUFFIX, number_part(words))


def test_what_can_be_read_stays_in_the_id() -> None:
    assert number_part("12½").startswith("12-1-2-x")
    assert number_part("12", unit="Apt 4").startswith("12-apt-4-x")
    assert of_address(replace(HOUSE, region="Illinois")).startswith("usa/anytown-illinois-x")


@pytest.mark.parametrize("text", ["ⵜⴰⵣⵏⵉⵇⵜ", "ᱥᱟᱹᱱᱛᱟᱲ", "ߖߌߟߊ"])
def test_a_script_without_transliteration_is_refused(text: str) -> None:
    with pytest.raises(InvalidAddress, match=r"^street has no .* Latin letters; write it in those$") as raised:
        of_address(replace(HOUSE, street=text))
    assert raised.value.field == "street"
    assert of_address(replace(HOUSE, street=text + " Street"))


@pytest.mark.parametrize(
    "text",
    [
        "usa/anytown/main-street/111",
        "USA/ANYTOWN/MAIN-STREET/111",
        "USA/Anytown/Main Street/111",
        " usa / ANYTOWN /main  street/111 ",
        "usa/anytown/-main--street-/111",
    ],
)
def test_an_id_may_be_typed_in_any_case(text: str) -> None:
    assert normalise(text) == "usa/anytown/main-street/111"


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("USA/Anytown/Máin Street/111", {"street": "Máin Street"}),
        ("USA/Anytown/Main_Street/111", {"street": "Main_Street"}),
        ("USA/Any-town/Main Street/111", {"city": "Any-town"}),
        ("USA/Anytown/Main Street/12½", {"number": "12½"}),
        ("USA/苏州/Main Street/111", {"city": "苏州"}),
    ],
)
def test_a_typed_address_never_becomes_another_homes_id(text: str, home: dict[str, str]) -> None:
    assert normalise(text) == of_address(replace(HOUSE, **home))
    assert normalise(text) != of_address(HOUSE)


def test_a_part_with_a_suffix_stands_beside_typed_ones() -> None:
    city = of_address(replace(HOUSE, city="Zürich")).split("/")[1]
    assert normalise(f"USA/{city}/Main Street/111") == f"usa/{city}/main-street/111"
    assert of_parts("Usa", city) == f"usa/{city}"


def test_a_street_that_looks_like_a_part_with_a_suffix_takes_no_other_streets_id() -> None:
    suffixed = of_address(replace(HOUSE, street="Máin Street")).split("/")[2]
    typed = suffixed.replace("-", " ")
    assert of_address(replace(HOUSE, street=typed)).split("/")[2] != suffixed


NO_ID = ["", "usa", "usa/anytown/111", "usa/anytown/main/1/2", "usa//main/1", "a/b/c/!!!", "a/" * 3, "a/b/c/ - "]


@pytest.mark.parametrize("text", [*NO_ID, "a/b/c/1\x00", "a/b/\u202ec/1", "a/b/c/" + "1" * 61])
def test_an_invalid_property_id_is_rejected(text: str) -> None:
    with pytest.raises(InvalidPropertyId, match="country/city/street/number"):
        normalise(text)


def test_a_wrong_part_of_a_place_is_named() -> None:
    with pytest.raises(InvalidAddress, match=r"^city has no letter or digit$"):
        of_parts("usa", "!!!")
    with pytest.raises(InvalidAddress, match=r"^street has 61 characters; at most 60 are allowed$"):
        of_parts("usa", "anytown", "x" * (PART_MAX + 1))


def test_a_plain_address_needs_no_transliteration() -> None:
    """Its tables take 3 MB, and the searching function's cold start has no room for them."""
    code = (
        "import sys; from unicorn_kernel.property_id import of_parts, normalise\n"
        "of_parts('USA', 'Main Street'); normalise('ch/zurich-xrxqhnesksuihjsni/x/12 A')\n"
        "assert not {'slugify', 'text_unidecode', 'unicorn_kernel.in_context'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
