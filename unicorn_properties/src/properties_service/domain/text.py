"""Texts in the form that the language services accept, and the text that shows the language of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched

PIECE_BYTES = 5_000  # Comprehend's limit for one text
PIECES = 25  # Comprehend's limit for the texts of one call
SAMPLE_BYTES = 1_000  # enough to recognise a language
SHOWS_LANGUAGE = 20  # characters from which on Comprehend recognises languages well


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of a listing, or as much of it as one call accepts."""

    field: str  # of the listing
    pieces: Sequence[str]
    sample: str  # the text whose language this one has


def texts_of(fields: Mapping[str, str]) -> list[Text]:
    """Return the texts of a listing's fields, in their order; a field of white space has none.

    A few words may be of several languages, so a short text has the language of the longest one.
    """
    cut = [(field, batch) for field, text in fields.items() for batch in batched(pieces(text), PIECES, strict=False)]
    longest = max((batch[0] for _, batch in cut), key=len, default="")
    return [Text(field=field, pieces=list(batch), sample=_sample(batch[0], longest)) for field, batch in cut]


def _sample(text: str, longest: str) -> str:
    shown = text if len(text) >= SHOWS_LANGUAGE else longest
    return pieces(shown, SAMPLE_BYTES)[0]


def pieces(text: str, limit: int = PIECE_BYTES) -> list[str]:
    """Cut a text into pieces of at most `limit` bytes, at a space if there is one, never inside a character.

    A text of white space has none.
    """
    return [piece for piece in _cut(text.strip(), limit) if piece]


def _cut(text: str, limit: int) -> Iterator[str]:
    rest = text
    while rest:
        piece = rest.encode()[:limit].decode(errors="ignore")
        if len(piece) < len(rest):
            space = max(piece.rfind(" "), piece.rfind("\n"))
            piece = piece[: space + 1] if space > 0 else piece
        rest = rest[len(piece) :].lstrip()
        yield piece.strip()
