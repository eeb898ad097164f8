"""The same address as another person types it, or another device."""

# ruff: noqa: RUF001 - characters that look alike are what this is about

import random
import re
import unicodedata
from collections.abc import Callable
from dataclasses import astuple
from functools import cache

from unicorn_kernel.address import FIELDS, Address

type Typing = Callable[[str, random.Random], str]

SPACES = " \t\n\r\v\f\x85\u00a0\u1680\u2000\u2002\u2003\u2007\u2009\u200a\u2028\u2029\u202f\u205f\u3000\u2800"
APOSTROPHES = "'’‘‛ʼʻʽʾʿ´`′‵＇ˈˊˋ՚׳ʹꞌ"
QUOTES = '"“”„‟″״＂〝〞'
DASHES = ("--", *"-‐‑‒–—―−⁃﹘﹣－─־⸺➖")
INVISIBLE = "\u00ad\u034f\u061c\u180b\u200b\u200e\u200f\u2060\u2063\ufe0e\ufe0f\ufeff\u115f\u3164\U000e0101\U000e0020"
IDLE_IN_LATIN = INVISIBLE + "\u200c\u200d\u180e"
DIGITS = (0x660, 0x6F0, 0x966, 0xE50, 0xFF10, 0x1D7CE)
FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3"}
WRITTEN_OUT = {
    "fi": "ﬁ",
    "ff": "ﬀ",
    "No": "№",
    "Ⅱ": "II",
    "º": "°",
    "~": "〜",
    "/": "／",
    "ss": "ß",
    "ij": "ĳ",
    "ำ": "ํา",
}
LETTERS_ONCE = re.compile("ı|\U0001d6a4")  # the only letter whose capital is another letter's: I


def case(text: str, chance: random.Random) -> str:
    if LETTERS_ONCE.search(text):
        return text
    return chance.choice((str.upper, str.lower, str.title, str.swapcase, str.casefold))(text)


def spaces(text: str, chance: random.Random) -> str:
    def some() -> str:
        return "".join(chance.choices(SPACES, k=chance.randint(1, 3)))

    middle = re.sub(" ", lambda _: some(), text)
    return chance.choice((some(), "")) + middle + chance.choice((some(), ""))


def marks(text: str, chance: random.Random) -> str:
    for mark, kind in (("'", APOSTROPHES), ('"', QUOTES), ("-", DASHES)):
        text = re.sub(mark, lambda _, kind=kind: chance.choice(kind), text)  # type: ignore[misc]
    return text


def invisible(text: str, chance: random.Random) -> str:
    """Insert invisible characters; in scripts whose joiners mean something, those that mean nothing anywhere."""
    kind = IDLE_IN_LATIN if all(ord(char) < 0x530 for char in text) else INVISIBLE  # noqa: PLR2004 - up to Cyrillic
    for _ in range(chance.randint(1, 4)):
        index = chance.randint(0, len(text))
        text = text[:index] + chance.choice(kind) + text[index:]
    return text


def composition(text: str, chance: random.Random) -> str:
    return unicodedata.normalize(chance.choice(("NFC", "NFD")), text)


def width(text: str, chance: random.Random) -> str:
    """Type some characters in full width, and Katakana in half width."""
    wide = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F) if chance.random() < 0.5}  # noqa: PLR2004
    return unicodedata.normalize("NFC", text).translate(wide | _halfwidth_katakana())


def digits(text: str, chance: random.Random) -> str:
    zero = chance.choice(DIGITS)
    return re.sub("[0-9]", lambda found: chr(zero + int(found[0])), text)


def fractions(text: str, chance: random.Random) -> str:
    for sign, written in FRACTIONS.items():
        forms = (f" {sign}", f" {written}", f" {written.replace('/', chr(0x2044))}")
        text = re.sub(rf"(?<=[0-9]) ?{sign}(?![-/])", lambda _, forms=forms: chance.choice(forms), text)  # type: ignore[misc]
    return text


def one_for_many(text: str, chance: random.Random) -> str:
    """Type one character for those that it stands for, or the other way round."""
    one, other = chance.choice(list(WRITTEN_OUT.items()))
    return text.replace(one, other)


def shapes(text: str, _: random.Random) -> str:
    """Type Arabic letters as their shapes, as old documents have them."""
    return "".join(_arabic_shapes().get(char, char) for char in text)


def kashida(text: str, chance: random.Random) -> str:
    return re.sub(r"(?<=[\u0628-\u063a\u0641-\u0647])(?=[\u0628-\u064a])", lambda _: chance.choice(("ـ", "")), text)


def sound_mark(text: str, _: random.Random) -> str:
    return re.sub("(?<=[0-9])-(?=[0-9])", "ー", text)


TYPINGS: tuple[Typing, ...] = (
    *(case, spaces, marks, invisible, composition, width, digits),
    *(fractions, one_for_many, shapes, kashida, sound_mark),
)


def retyped(address: Address, chance: random.Random) -> Address:
    """Return the address typed otherwise in up to four ways."""
    texts = {name: text for name, text in zip(FIELDS, astuple(address), strict=True) if text is not None}
    for typing in sorted(chance.sample(TYPINGS, chance.randint(1, 4)), key=TYPINGS.index, reverse=True):
        texts = {name: typing(text, chance) for name, text in texts.items()}
    return Address(**texts)


@cache
def _halfwidth_katakana() -> dict[int, str]:
    codes = [*range(0xFF66, 0xFF9E)]
    return {ord(unicodedata.normalize("NFKC", chr(code))): chr(code) for code in codes}


@cache
def _arabic_shapes() -> dict[str, str]:
    shapes = map(chr, range(0xFE80, 0xFEF5))
    return {letter: shape for shape in shapes if len(letter := unicodedata.normalize("NFKC", shape)) == 1}
