"""Another home, whose address differs from the first in a way that is easily lost: 12/4 and 12-4, 苏州 and 宿州.

Every function returns an address that people know for another one, or None where it finds nothing to change.
"""

# ruff: noqa: RUF001 - characters that look alike are what this is about

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import astuple, replace
from functools import cache

from slugify import slugify

from unicorn_kernel.address import Address

type Difference = Callable[[Address, random.Random], Address | None]

# House numbers that are made of the same digits and letters; any two of a row are two homes.
NUMBERS = (
    ("{a}/{b}", "{a}-{b}", "{a} {b}", "{a}.{b}", "{a},{b}", "{a}+{b}", "{a}&{b}", "{a}:{b}", "{a}{b}", "{b}/{a}"),
    (
        "{a}/{b}",
        "{a} - {b}",
        "{a} / {b}",
        "{a} ({b})",
        "{a}({b})",
        "{a}_{b}",
        "{a}\\{b}",
        "{a}|{b}",
        "{a}~{b}",
        "{a}·{b}",
    ),
    ("{a}½", "{a}1/2", "{a}-1/2", "{a}/1/2", "{a}-1-2", "{a}12", "{a} 1-2", "{a}¼", "{a}1\u20442", "{a}.5", "½{a}"),
    ("{a}A", "{a}-A", "{a} A", "{a}/A", "{a}.A", "A{a}", "A-{a}", "{a}B", "{a}a bis", "{a}А", "{a}Α", "{a}ª", "{a}Ⓐ"),
    ("{a}", "#{a}", "No. {a}", "No {a}", "{a}.", "({a})", "{a}号", "{a}番", "-{a}", "0{a}", "{a}'", '{a}"', "{a}!"),
    ("{a}", "{a}º", "{a}ª", "{a}st", "{a}er", "{a}e", "{a}th", "{a}.", "{a}bis", "{a} bis", "{a} ter", "{a} 1er"),
    ("{a}2", "{a}²", "{a}₂", "{a}②", "{a} 2", "{a}⒉", "{a}.2.", "{a}Ⅱ", "{a}二", "{a}⑵", "{a}-2", "{a}❷"),
    ("{a}-{b}", "{a}- {b}", "{a} -{b}", "-{a}-{b}", "{a}-{b}-", "{a}-{b}-1", "{a}/{b}-1", "{a}-{b}/1"),
    ("{a}&amp;{b}", "{a}&{b}", "{a}&#38;{b}", "{a}amp{b}", "{a} amp {b}", "{a}%26{b}", "{a}\\u0026{b}"),
)
TEXTS = ("country", "city", "street")
WORDS = (
    ("St.", "St"),
    ("St ", "Saint "),
    ("Street", "St."),
    (" and ", " & "),
    ("é", "e"),
    ("ö", "oe"),
    ("n° ", "No. "),
)


def other_number(address: Address, chance: random.Random) -> tuple[Address, Address]:
    """Return two homes of one street whose numbers have the same letters and digits."""
    a, b = chance.randint(1, 99), chance.randint(1, 19)
    one, other = (form.format(a=a, b=b) for form in chance.sample(chance.choice(NUMBERS), 2))
    return replace(address, number=one), replace(address, number=other)


def other_reading(address: Address, chance: random.Random) -> Address | None:
    """Replace a letter by another that is transliterated alike."""
    return _in_text(address, chance, _with_another_letter)


def other_mark(address: Address, chance: random.Random) -> Address | None:
    """Add, drop or replace a mark that a slug shows as a dash, or not at all."""
    return _in_text(address, chance, _with_another_mark)


def other_word(address: Address, chance: random.Random) -> Address | None:
    """Spell a word otherwise, or put the first one last."""

    def changed(text: str, chance: random.Random) -> str:
        old, new = chance.choice(WORDS)
        if old in text:
            return text.replace(old, new, 1)
        first, _, rest = text.partition(" ")
        return f"{rest} {first}".strip()

    return _in_text(address, chance, changed)


def other_place_of_words(address: Address, chance: random.Random) -> Address | None:
    """Say in one field what was said in two, or the other way round."""
    words = chance.choice(("1", "4", "A", "12"))
    moved = (
        replace(address, number=f"{address.number} {words}"),
        replace(address, unit=words),
        replace(address, postcode=words),
        replace(address, street=f"{address.street} {words}"),
        replace(address, region=words),
        replace(address, city=f"{address.city} {words}"),
        replace(address, city=f"{address.city}, {words}"),
        replace(address, country=f"{address.country} {words}"),
    )
    return chance.choice([found for found in moved if found != address])


def other_region(address: Address, chance: random.Random) -> Address | None:
    return replace(
        address, region=_other(address.region, ("Illinois", "IL", "Massachusetts", "Иллинойс", "北区"), chance)
    )


def other_postcode(address: Address, chance: random.Random) -> Address | None:
    return replace(address, postcode=_other(address.postcode, ("10115", "10117", "SW1A 1AA", "W1", "〒100"), chance))


def other_unit(address: Address, chance: random.Random) -> Address | None:
    return replace(
        address, unit=_other(address.unit, ("4", "#4", "Apt 4", "4A", "4/A", "4-A", "IV", "④", "四"), chance)
    )


DIFFERENCES: tuple[Difference, ...] = (
    other_reading,
    other_mark,
    other_word,
    other_place_of_words,
    other_region,
    other_postcode,
    other_unit,
)


def two_homes(address: Address, chance: random.Random) -> tuple[Address, Address] | None:
    """Return two addresses of different homes, or None where this address has nothing to change."""
    if chance.random() < 0.4:  # noqa: PLR2004 - most of what is lost is lost in numbers
        one, other = other_number(address, chance)
        return None if one == other else (one, other)
    found = chance.choice(DIFFERENCES)(address, chance)
    return None if found is None or _alike(address, found) else (address, found)


def _other(given: str | None, texts: tuple[str, ...], chance: random.Random) -> str | None:
    return chance.choice([text for text in (None, *texts) if text != given])


def _in_text(address: Address, chance: random.Random, change: Callable[[str, random.Random], str]) -> Address | None:
    name = chance.choice(TEXTS)
    text = getattr(address, name)
    changed = change(text, chance)
    return None if changed in {text, ""} else replace(address, **{name: changed})


def _with_another_letter(text: str, chance: random.Random) -> str:
    index = chance.randrange(len(text))
    return text[:index] + chance.choice(alike_when_transliterated(text[index])) + text[index + 1 :]


def _with_another_mark(text: str, chance: random.Random) -> str:
    marks = (
        " ",
        "-",
        "'",
        ".",
        ",",
        "/",
        "_",
        "#",
        "(",
        ")",
        ":",
        ";",
        "+",
        "&",
        "*",
        "!",
        "·",
        "·",
        "…",
        "«",
        "™",
        "",
    )
    places = [index for index, char in enumerate(text) if not char.isalnum()] or [len(text) // 2]
    index = chance.choice(places)
    return text[:index] + chance.choice(marks) + text[index + chance.randint(0, 1) :]


def _alike(one: Address, other: Address) -> bool:
    """Return whether two addresses are one in Unicode's broadest sense, but for white space and doubled dashes."""

    def broadly(address: Address) -> list[str]:
        texts = [unicodedata.normalize("NFKC", f"{text}").casefold() for text in astuple(address)]
        return [re.sub("-+", "-", " ".join(text.split())) for text in texts]

    return broadly(one) == broadly(other)


def reading(letter: str) -> str:
    return slugify(letter, backend="text-unidecode")


@cache
def alike_when_transliterated(letter: str) -> tuple[str, ...]:
    """Return the letters that a slug shows as it shows this one; itself if there are none."""
    return tuple(_readings().get(reading(letter), [letter]))


@cache
def _readings() -> dict[str, list[str]]:
    """Return the letters of the scripts that people write addresses in, by their transliteration."""
    found: dict[str, list[str]] = {}
    blocks = ((0x61, 0x24F), (0x386, 0x52F), (0x5D0, 0x5EB), (0x621, 0x6D4), (0x904, 0x93A), (0xE01, 0xE2F))
    for begin, end in (*blocks, (0x1E00, 0x1F00), (0x3041, 0x30FF), (0x4E00, 0x9FA6), (0xAC00, 0xD7A4)):
        for letter in map(chr, range(begin, end)):
            if letter.isalpha() and (read := reading(letter)):
                found.setdefault(read, []).append(letter)
    return found
