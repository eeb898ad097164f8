"""Free text: the words of a home's headline and description, and those that somebody looks for.

Words are compared without case and accents: "Küche" is "kuche", as "straße" is "strasse". Scripts without spaces have
no words to see, so two neighbouring characters count as one there, as search engines do it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from itertools import groupby, pairwise
from unicodedata import category, combining, normalize

from web_service.domain.search.details import PublicListing

WORD_MAX = 40  # characters of a word that are compared
PREFIX_MIN = 3  # letters that are enough for the beginning of a word
VOWELS = 9  # classes of combining marks up to this one are no accents: が is not か
_ASCII = re.compile("[a-z0-9]+")
_LAST = chr(0x10FFFF)
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "þ": "th"})


def words_of(*texts: str | None) -> frozenset[str]:
    """Return the different words of texts, as they are compared."""
    return frozenset(word for text in texts if text for word in _words(text, with_ends=True))


def words_of_home(public: PublicListing) -> frozenset[str]:
    return words_of(public.facts.get("headline"), public.description)


def sought_in(text: str) -> tuple[str, ...]:
    """Return the words of a text that somebody looks for; empty if it has none."""
    return tuple(dict.fromkeys(_words(text, with_ends=False)))


def alike(sought: str, words: Sequence[str]) -> range:
    """Return where in sorted words those are that a word finds: itself, and if it is long those that begin with it."""
    first = bisect_left(words, sought)
    if is_beginning(sought):
        return range(first, bisect_left(words, sought + _LAST))
    is_there = first < len(words) and words[first] == sought
    return range(first, first + is_there)


def has_all(words: Set[str], sought: Sequence[str]) -> bool:
    return all(one in words or (is_beginning(one) and any(word.startswith(one) for word in words)) for one in sought)


def is_beginning(sought: str) -> bool:
    """Whether a word finds those that begin with it."""
    return len(sought) >= PREFIX_MIN or (len(sought) == 1 and bool(_WITHOUT_SPACES.match(sought)))


def _words(text: str, *, with_ends: bool) -> Iterator[str]:
    """Yield words, in scripts without spaces each two neighbours.

    `with_ends` yields a last one alone, too: so that looking for a character alone finds it.
    """
    if text.isascii():  # most texts, in a tenth of the time
        return (word[:WORD_MAX] for word in _ASCII.findall(text.lower()))
    return _words_of_scripts(text, with_ends=with_ends)


def _words_of_scripts(text: str, *, with_ends: bool) -> Iterator[str]:
    for kind, chars in groupby(_folded(text), key=_kind):
        word = "".join(chars)
        if kind == "spaceless":
            if len(word) > 1:
                yield from (f"{one}{other}" for one, other in pairwise(word))
            if with_ends or len(word) == 1:
                yield word[-1]
        elif kind:
            yield word[:WORD_MAX]


def _folded(text: str) -> str:
    parts = normalize("NFD", normalize("NFKC", text).casefold().translate(_LETTERS))
    return normalize("NFC", "".join(char for char in parts if combining(char) <= VOWELS))


def _kind(char: str) -> str:
    if _WITHOUT_SPACES.match(char):
        return "spaceless"
    return "word" if category(char)[0] in "LMN" else ""
