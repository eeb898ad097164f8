"""Texts in the form that the sentiment service accepts: pieces of at most 5,000 bytes in a supported language."""

import re
from collections.abc import Iterable, Iterator
from itertools import batched

PIECE_BYTES = 5_000  # Comprehend's limit for one text
BATCH = 25  # Comprehend's limit for the texts of one call


def pieces(text: str, limit: int = PIECE_BYTES) -> list[str]:
    """Cut a text into pieces of at most `limit` bytes, at a space if there is one, never inside a character.

    A text of white space has none.
    """
    return [piece for piece in _cut(text.strip(), limit) if piece]


def batches(texts: Iterable[str]) -> list[list[str]]:
    """Return the pieces of all texts in batches for one call each; no piece spans two texts."""
    cut = (piece for text in texts for piece in pieces(text))
    return [list(batch) for batch in batched(cut, BATCH, strict=False)]


def _cut(text: str, limit: int) -> Iterator[str]:
    rest = text
    while rest:
        piece = rest.encode()[:limit].decode(errors="ignore")
        if len(piece) < len(rest):
            space = max(piece.rfind(" "), piece.rfind("\n"))
            piece = piece[: space + 1] if space > 0 else piece
        rest = rest[len(piece) :].lstrip()
        yield piece.strip()


# Words that are in almost any sentence of one language and in few of another; scripts that are one language's alone.
_WORDS = {
    "en": "the and with this that for from has have are is of on your you it all no not",
    "es": "el los las una con del por para que está y muy casa en al sus más",
    "fr": "le les des une avec du pour dans est et sur au aux très cette maison qui",
    "de": "der die das und mit ein eine ist für im den dem von zu sich haus nicht sehr",
    "it": "il gli una con del della per che è e nella sono molto casa alla questo",
    "pt": "o os uma com do da para que é e em no na muito casa são não",
}
_FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_SCRIPTS = {
    "ja": re.compile(r"[\u3040-\u30ff]"),
    "ko": re.compile(r"[\uac00-\ud7af]"),
    "zh": re.compile(r"[\u4e00-\u9fff]"),
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "hi": re.compile(r"[\u0900-\u097f]"),
    "ru": re.compile(r"[\u0400-\u04ff]"),
    "el": re.compile(r"[\u0370-\u03ff]"),
    "he": re.compile(r"[\u0590-\u05ff]"),
}
SCRIPT_SHARE = 0.2  # of the letters; a street's name in another script does not make a text foreign
SURE = 2  # function words more than the default language has


def language_of(text: str, default: str = "en") -> str:
    """Return the ISO 639-1 code of the language that a text is most likely in; `default` when in doubt."""
    letters = sum(character.isalpha() for character in text)
    for language, script in _SCRIPTS.items():
        if len(script.findall(text)) > letters * SCRIPT_SHARE:
            return language
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {language: sum(word in known for word in words) for language, known in _FUNCTION_WORDS.items()}
    likeliest = max(counts, key=counts.__getitem__)
    return likeliest if counts[likeliest] >= counts.get(default, 0) + SURE else default
